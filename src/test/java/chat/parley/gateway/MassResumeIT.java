package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** All clients of a room resume at the same time, as after the loss of their node. */
class MassResumeIT {

    private static final int SOCKETS = 200;
    private static final int MESSAGES = 40;

    private ParleyServer server;
    private Person ann;
    private String room;

    @BeforeEach
    void start() {
        server = ParleyServer.start();
        ann = Person.signUp(server, "ann");
        room = ann.makeRoom("square");
        server.bean(DatabaseClient.class)
                .sql("set query_statistics true")
                .then()
                .block();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void clientsWithSameRevisionShareOneLogRead() {
        long held = revision();
        talk();
        allAtOnce(socket -> held, (opened, after) -> {
            assertThat(opened.get("messages")).hasSize(MESSAGES);
            assertThat(opened.get("last_seq").asLong()).isEqualTo(MESSAGES);
            assertThat(opened.get("reset").asBoolean()).isFalse();
        });
        assertThat(reads("m.revision > ")).isOne();
    }

    @Test
    void clientsWithDifferentRevisionsShareReads() {
        long held = revision();
        talk();
        allAtOnce(socket -> held + socket % MESSAGES, (opened, after) -> {
            assertThat(opened.get("revision").asLong()).isEqualTo(held + MESSAGES);
            assertThat(opened.get("messages")).hasSize((int) (held + MESSAGES - Objects.requireNonNull(after)));
        });
        assertThat(reads("m.revision > ")).isBetween(1L, 3L);
    }

    @Test
    void upToDateClientsCauseNoRead() {
        talk();
        long held = revision();
        long before = statements("from room r where r.id = ");
        allAtOnce(
                socket -> held,
                (opened, after) -> assertThat(opened.get("messages")).isEmpty());
        assertThat(reads("m.revision > ")).isZero();
        assertThat(statements("from room r where r.id = ")).isEqualTo(before);
    }

    @Test
    void membershipsOfReturningClientsAreLookedUpTogether() {
        talk();
        long before = statements("left join member m");
        allAtOnce(
                socket -> null,
                (opened, after) -> assertThat(opened.get("messages")).hasSize(MESSAGES));
        assertThat(statements("left join member m") - before).isLessThan(SOCKETS / 2);
    }

    @Test
    void newClientsShareNewestPage() {
        talk();
        allAtOnce(
                socket -> null,
                (opened, after) -> assertThat(opened.get("messages")).hasSize(MESSAGES));
        assertThat(reads("order by m.room_id desc, m.seq desc")).isOne();
    }

    private void talk() {
        IntStream.range(0, MESSAGES).forEach(i -> ann.say(room, "message " + i));
    }

    private long revision() {
        return ann.get("/api/rooms/" + room).json().get("revision").asLong();
    }

    private void allAtOnce(IntFunction<@Nullable Long> held, Check check) {
        List<Connection> sockets = new ArrayList<>();
        try {
            IntStream.range(0, SOCKETS).forEach(i -> sockets.add(ann.connect()));
            for (int i = 0; i < SOCKETS; i++) {
                sockets.get(i).send("type", "open", "ref", "all", "room", room, "after", held.apply(i));
            }
            for (int i = 0; i < SOCKETS; i++) {
                check.check(
                        sockets.get(i)
                                .await(
                                        "opened",
                                        frame -> frame.path("ref").asString("").equals("all")),
                        held.apply(i));
            }
        } finally {
            sockets.forEach(Connection::close);
        }
    }

    /** Returns the number of queries for messages. */
    private long reads(String words) {
        return statements(words, "select%message m%");
    }

    /** Returns the number of executed statements. */
    private long statements(String words) {
        return statements(words, "select%");
    }

    private long statements(String words, String like) {
        return Objects.requireNonNull(server.bean(DatabaseClient.class)
                .sql("select coalesce(sum(execution_count), 0) from information_schema.query_statistics"
                        + " where position(:words in sql_statement) > 0 and sql_statement like :like")
                .bind("words", words)
                .bind("like", like)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    private interface Check {
        void check(JsonNode opened, @Nullable Long after);
    }
}
