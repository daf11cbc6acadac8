package chat.parley.signin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.support.Answer;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.core.DatabaseClient;

/** Nobody becomes the administrator of a new server from another machine without access to its log. */
@ExtendWith(OutputCaptureExtension.class)
class SetupCodeIT {

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void codeOfOneNodeCreatesTheFirstAccountOnAnother(String kind, CapturedOutput output) {
        InMemoryChannelLayer layer = new InMemoryChannelLayer();
        ParleyServer.Setup setup = ParleyServer.with().channelLayer(layer);
        setup = kind.equals("H2")
                ? setup.database(ParleyServer.memoryDatabase())
                : setup.database(PostgresServer.freshDatabase());
        try (ParleyServer one = setup.start();
                ParleyServer other = setup.start()) {
            assertThat(needsCode(one)).isTrue();
            assertThat(signUp(one, null).expect(403).code()).isEqualTo("setup_code_required");
            assertThat(signUp(one, "AAAAA-AAAAA-AAAAA-AAAAA").expect(403).code())
                    .isEqualTo("setup_code_invalid");

            String code = code(one);
            assertThat(code).matches("([A-Z2-9]{5}-){3}[A-Z2-9]{5}");
            assertThat(output.getAll()).contains(code);
            Answer first = signUp(other, " " + code.toLowerCase(Locale.ROOT).replace("-", "") + " ")
                    .expect(201);

            assertThat(first.json().at("/account/admin").asBoolean()).isTrue();
            assertThat(needsCode(one)).isFalse();
            assertThat(code(one)).isEqualTo("gone");
            assertThat(signUp(one, null).expect(201).json().at("/account/admin").asBoolean())
                    .isFalse();
        }
        layer.close();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For,127.0.0.1",
        "X-Forwarded-Proto,https",
        "Forwarded,for=127.0.0.1",
        "Via,1.1 proxy",
        "X-Real-IP,127.0.0.1"
    })
    void forwardedHeaderMakesNoRequestLocal(String header, String value) {
        try (ParleyServer server = ParleyServer.with()
                .property("server.forward-headers-strategy", "framework")
                .start()) {
            Person visitor = Person.visiting(server.url());

            Answer session = visitor.send(visitor.request("/api/session").header(header, value));

            assertThat(session.expect(200).json().path("setup_code_required").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void localRequestNeedsNoCode() {
        try (ParleyServer server = ParleyServer.start()) {
            Person visitor = Person.visiting(server.url());

            assertThat(visitor.get("/api/session")
                            .json()
                            .path("setup_code_required")
                            .asBoolean())
                    .isFalse();
            Person.signUp(server, "root").get("/api/admin/settings").expect(200);
        }
    }

    private static boolean needsCode(ParleyServer server) {
        Person visitor = Person.visiting(server.url());
        return visitor.send(visitor.request("/api/session").header("X-Forwarded-For", "192.0.2.7"))
                .expect(200)
                .json()
                .path("setup_code_required")
                .asBoolean();
    }

    private static Answer signUp(ParleyServer server, @Nullable String code) {
        Person visitor = Person.visiting(server.url());
        String name = SharedServer.unique("first");
        Map<String, String> form = code == null
                ? Map.of("username", name, "password", Person.PASSWORD)
                : Map.of("username", name, "password", Person.PASSWORD, "setup_code", code);
        return visitor.send(visitor.request("/api/accounts")
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-XSRF-TOKEN", visitor.csrfToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(form))));
    }

    private static String code(ParleyServer server) {
        return String.valueOf(server.bean(DatabaseClient.class)
                .sql("select coalesce(setup_code, 'gone') as code from installation")
                .map(row -> String.valueOf(row.get("code", String.class)))
                .one()
                .block(Duration.ofSeconds(10)));
    }
}
