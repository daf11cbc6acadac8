package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The site is served under {@code spring.webflux.base-path} and nowhere else. */
class ContextPathIT {

    private static final ParleyServer server =
            ParleyServer.with().property("spring.webflux.base-path", "/talk").start();
    private final Person visitor = Person.visiting(server.url());

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void basePathWithoutSlashRedirects() {
        Answer answer = visitor.get("/talk?x=1").expect(308);

        assertThat(answer.header("Location")).isEqualTo("/talk/?x=1");
        visitor.get("/talk/api/session").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/talkx", "/talkative/api/session", "/talkapi/session", "/talk-", "/other", "/"})
    void pathOutsideTheBasePathIsNotFound(String path) {
        visitor.get(path).expect(404);
    }
}
