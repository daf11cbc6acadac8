package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RatesIT {

    private static final ParleyServer SERVER = ParleyServer.with()
            .property("parley.limits.enabled", "true")
            .property("parley.limits.posts", "1 per 1h, burst 5")
            .property("parley.limits.rooms", "1 per 1h, burst 3")
            .start();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Test
    void excessPostsAreRefusedWithRetryTimeAndNotStored() {
        Person ada = Person.signUp(SERVER, "ada");
        Person bob = Person.signUp(SERVER, "bob");
        String room = ada.makeRoom("posts");
        String path = "/api/rooms/" + room + "/messages";

        List<Answer> answers = IntStream.range(0, 7)
                .mapToObj(i -> ada.post(path, Map.of("nonce", "n" + i, "text", "x")))
                .toList();

        assertThat(answers).extracting(Answer::status).containsExactly(201, 201, 201, 201, 201, 429, 429);
        Answer refused = answers.get(6);
        assertThat(refused.code()).isEqualTo("rate_limited");
        assertThat(refused.json().path("retry_after_ms").asLong()).isPositive();
        assertThat(Long.parseLong(refused.header("Retry-After"))).isPositive();
        assertThat(ada.patch(path + "/1", Map.of("text", "y")).status()).isEqualTo(429);
        assertThat(ada.delete(path + "/1").status()).isEqualTo(429);
        assertThat(ada.get(path).expect(200).json().path("last_seq").asLong()).isEqualTo(5);
        bob.join(room).say(room, "others go on");
    }

    @Test
    void excessRoomsAreRefusedAndNotCreated() {
        Person eve = Person.signUp(SERVER, "eve");

        List<Integer> statuses = IntStream.range(0, 5)
                .mapToObj(
                        i -> eve.post("/api/rooms", Map.of("name", "rate-" + i)).status())
                .toList();

        assertThat(statuses).containsExactly(201, 201, 201, 429, 429);
        assertThat(eve.get("/api/rooms?query=rate-").json().path("rooms").size())
                .isEqualTo(3);
        assertThat(eve.post("/api/rooms", Map.of("name", "/")).status()).isEqualTo(400);
    }
}
