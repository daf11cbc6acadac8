package chat.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All tabs of a browser share a session; a request that names another account has no effect. */
class AccountGuardIT {

    private final ParleyServer server = SharedServer.H2.server();
    private final Person bob = Person.signUp(server, "bob-" + unique());

    @ParameterizedTest
    @CsvSource({"GET, /api/rooms", "POST, /api/rooms", "PATCH, /api/account", "DELETE, /api/session"})
    void requestForAnotherAccountIsRefused(String method, String path) {
        Answer answer = send(method, path, "ann");

        assertThat(answer.expect(409).code()).isEqualTo("wrong_account");
        assertThat(bob.get("/api/account")
                        .expect(200)
                        .json()
                        .path("display_name")
                        .asString())
                .isEqualTo(bob.username());
    }

    @Test
    void requestForOwnAccountIsServed() {
        send("GET", "/api/rooms", bob.username()).expect(200);

        Person jose = Person.signUp(server, "josé-" + unique());
        jose.send(jose.request("/api/rooms")
                        .header(AccountGuard.HEADER, jose.username().replace("é", "%C3%A9")))
                .expect(200);
    }

    @ParameterizedTest
    @CsvSource({"''", "%", "%zz", "%FF", "BOB"})
    void headerWithUnknownAccountIsRefused(String value) {
        assertThat(send("GET", "/api/rooms", value).expect(409).code()).isEqualTo("wrong_account");
    }

    @Test
    void framesForAnotherAccountAreRefusedButTheSocketStaysOpen() {
        String room = bob.makeRoom("room-" + unique());
        try (Connection socket = bob.connect()) {
            socket.open(room);
            long seq = socket.post(room, "of bob").get("seq").asLong();

            assertThat(socket.ask("type", "post", "account", "ann", "room", room, "nonce", "n1", "text", "of ann")
                            .get("code")
                            .asString())
                    .isEqualTo("wrong_account");
            assertThat(socket.ask("type", "edit", "account", "ann", "room", room, "seq", seq, "text", "of ann")
                            .get("code")
                            .asString())
                    .isEqualTo("wrong_account");
            assertThat(socket.ask("type", "post", "account", bob.username(), "room", room, "nonce", "n2", "text", "ok")
                            .get("type")
                            .asString())
                    .isEqualTo("posted");
        }
        assertThat(bob.get("/api/rooms/" + room + "/messages")
                        .json()
                        .at("/messages/0/text")
                        .asString())
                .isEqualTo("of bob");
    }

    private static String unique() {
        return Person.nonce().substring(0, 8);
    }

    private Answer send(String method, String path, String intended) {
        var request = bob.request(path).header(AccountGuard.HEADER, intended);
        return method.equals("GET")
                ? bob.send(request)
                : bob.send(request.header("X-XSRF-TOKEN", bob.csrfToken())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                BodyPublishers.ofString(Map.of("PATCH", "{\"display_name\":\"Somebody\"}")
                                        .getOrDefault(method, "{}"))));
    }
}
