package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed after a push service has taken a message, and before it has stored that. */
class PushKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void messageIsRepeatedWithTheSameNumberAfterAKillAndThenNoMore() {
        try (PushServer service = new PushServer()) {
            Path trusted = service.certificate().chain().resolveSibling("store");
            ParleyServer.Setup setup = ParleyServer.with()
                    .databaseIn(folder)
                    .option("-Djavax.net.ssl.trustStore=" + trusted)
                    .option("-Djavax.net.ssl.trustStorePassword=only for tests")
                    .property("parley.egress.allow", "127.0.0.1")
                    .property("parley.egress.ports", String.valueOf(service.port()))
                    .property("parley.push.delay", "500ms");
            PushServer.Device phone = service.device("phone");
            ParleyProcess node = setup.startProcess(LIMIT);
            try {
                Person ann = Person.signUp(node.url(), "ann").patience(LIMIT);
                Person ben = Person.signUp(node.url(), "ben").patience(LIMIT);
                ann.put("/api/push/phone", phone.form()).expect(201);
                phone.answer(message -> PushServer.Answer.NONE);
                long seq = ben.say("general", "@here Hello").path("seq").asLong();
                assertThat(phone.awaitNext(0).seq()).isEqualTo(seq);
                node.kill();

                phone.answer(201, Map.of());
                node = setup.startProcess(LIMIT);
                assertThat(phone.awaitNext(1).payload())
                        .isEqualTo(phone.received().get(0).payload());

                long next = ben.at(node.url())
                        .say("general", "@here Again")
                        .path("seq")
                        .asLong();
                assertThat(phone.awaitNext(2).seq()).isEqualTo(next);
            } finally {
                node.close();
            }
        }
    }
}
