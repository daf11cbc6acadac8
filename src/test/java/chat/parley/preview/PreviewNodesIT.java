package chat.parley.preview;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.Website;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Nodes of one installation fetch each link once between them, and one takes over from another. */
class PreviewNodesIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LINKS = 20;

    private final PostgresServer.Database database = PostgresServer.freshDatabase();

    private ParleyServer.Setup node(Website site) {
        return ParleyServer.with()
                .database(database)
                .previewsOf(site)
                .property("parley.tasks.poll", "200ms")
                .property("parley.tasks.lease", "2s");
    }

    private static boolean hasPreviews(Person person, String room, int messages) {
        return person.get("/api/rooms/" + room + "/messages?limit=100")
                        .json()
                        .path("messages")
                        .valueStream()
                        .filter(message -> message.path("previews").size() == 1)
                        .count()
                == messages;
    }

    @Test
    void twoNodesFetchEachLinkOnce() {
        try (Website site = new Website();
                ParleyServer one = node(site).start();
                ParleyServer other = node(site).start()) {
            Person ann = Person.signUp(one, "ann");
            Person annThere = ann.at(other);
            String room = ann.makeRoom("links");
            for (int i = 0; i < LINKS; i++) {
                site.slowPage("/" + i, "<title>Page " + i + "</title>", Duration.ofMillis(100));
                (i % 2 == 0 ? ann : annThere).say(room, site.url("/" + i));
            }

            Awaitility.await().atMost(LIMIT).until(() -> hasPreviews(ann, room, LINKS));
            for (int i = 0; i < LINKS; i++) {
                assertThat(site.requests("/" + i)).isEqualTo(1);
            }
        }
    }

    @Test
    void anotherNodeTakesOverFromAKilledOne() {
        try (Website site = new Website();
                ParleyProcess killed = node(site).startProcess()) {
            site.slowPage("/slow", "<title>Too late</title>", Duration.ofSeconds(8));
            Person ann = Person.signUp(killed.url(), "ann");
            String room = ann.makeRoom("taken-over");
            ann.say(room, site.url("/slow"));
            Awaitility.await().atMost(LIMIT).until(() -> site.requests("/slow") == 1);

            killed.kill();
            site.page("/slow", "<title>In time</title>");

            try (ParleyServer other = node(site).start()) {
                Person there = ann.at(other);
                Awaitility.await().atMost(LIMIT).until(() -> hasPreviews(there, room, 1));
                assertThat(there.get("/api/rooms/" + room + "/messages").text()).contains("In time");
            }
        }
    }
}
