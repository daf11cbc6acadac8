package chat.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** A search by the index ends after its time limit, even if texts that another version folded fill the results. */
class SearchTimeLimitIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** More than a search can read two by two within its time limit. */
    private static final int UNFOLDED = 8_000;

    private static final String INSERT = """
            insert into message (room_id, seq, revision, author_id, nonce, text, created_at,
                search_text, search_revision, search_rule)
            select m.room_id, m.seq + n, m.revision + n, m.author_id, 'n' || n, 'straw', m.created_at,
                'otherwise', m.revision + n, 99
            from message m, generate_series(1, :count) n where m.room_id = :room and m.seq = 1""";

    private final DatabaseClient database = SharedServer.POSTGRESQL.server().bean(DatabaseClient.class);

    @Test
    void searchByIndexContinuesInTheNextRequest() {
        SearchIndex index = SharedServer.POSTGRESQL.server().bean(SearchIndex.class);
        Awaitility.await().atMost(LIMIT).until(index::isUsable);
        Person ann = SharedServer.POSTGRESQL.someone("ann");
        String name = SharedServer.unique("haystack");
        String room = ann.makeRoom(name);
        ann.say(room, "needle");
        database.sql(INSERT).bind("count", UNFOLDED).bind("room", room).then().block(LIMIT);
        try {
            JsonNode first = page(ann, name, "&limit=1");

            assertThat(first.path("results")).isEmpty();
            assertThat(first.path("next").isNull()).isFalse();
            JsonNode page = first;
            while (page.path("results").isEmpty() && !page.path("next").isNull()) {
                page = page(ann, name, "&after=" + page.path("next").asString());
            }
            assertThat(page.path("results")).hasSize(1);
        } finally {
            database.sql("delete from message where room_id = :room and seq > 1")
                    .bind("room", room)
                    .then()
                    .block(LIMIT);
        }
    }

    private static JsonNode page(Person person, String room, String rest) {
        return person.get("/api/search?query=needle+in:" + room + rest)
                .expect(200)
                .json();
    }
}
