package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.ChannelLayer;
import chat.parley.database.Epoch;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.ChannelCodec;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.Publication;
import chat.parley.roomlog.state.MessageState;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;

/** Late changes from a history that the database has lost in a failover arrive at a node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostHistoryIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final String GHOST = "never stored here";

    private final ParleyServer server =
            ParleyServer.with().property("parley.hub.tick", "10m").start();
    private Person ann;

    @BeforeAll
    void signUp() {
        ann = Person.signUp(server, "ann");
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void lateChangeFromALostHistoryIsNotShown() {
        String room = ann.makeRoom("lost");
        long revision = ann.say(room, "kept").get("revision").asLong();
        try (Connection socket = ann.connect()) {
            socket.open(room);
            publish(room, "the lost epoch", ghost(revision + 1));
            ann.say(room, "after");

            socket.awaitText(room, "after");
            assertThat(socket.frames("changed").toString()).doesNotContain(GHOST);
        }
    }

    @Test
    void changeFromANodeThatIsAheadIsReadFromTheLog() {
        String room = ann.makeRoom("ahead");
        ann.say(room, "kept");
        try (Connection socket = ann.connect()) {
            long revision = socket.open(room).get("revision").asLong();
            storeBehindTheNode(room, revision + 1);
            publish(room, "an unknown epoch", ghost(revision + 1));

            socket.awaitText(room, "stored behind the node");
        }
    }

    @Test
    void changesOfThisEpochAndOfEarlierVersionsAreApplied() {
        for (String epoch : new String[] {server.bean(Epoch.class).current(), null}) {
            String room = ann.makeRoom("applied" + (epoch == null));
            long revision = ann.say(room, "kept").get("revision").asLong();
            try (Connection socket = ann.connect()) {
                socket.open(room);
                publish(room, epoch, ghost(revision + 1));

                socket.awaitText(room, GHOST);
            }
        }
    }

    private void storeBehindTheNode(String room, long revision) {
        DatabaseClient database = server.bean(DatabaseClient.class);
        database.sql("update message set text = 'stored behind the node', revision = " + revision + " where room_id = '"
                        + room + "'")
                .then()
                .then(database.sql("update room set revision = " + revision + " where id = '" + room + "'")
                        .then())
                .block(TIMEOUT);
    }

    private void publish(String room, @Nullable String epoch, EncodedChange entry) {
        server.bean(ChannelLayer.class)
                .publish(ChannelCodec.channel(room), ChannelCodec.encode(new Publication(epoch, List.of(entry))))
                .block(TIMEOUT);
    }

    private EncodedChange ghost(long revision) {
        return server.bean(ChangeCodec.class)
                .encode(new MessageState(
                        revision,
                        revision,
                        ann.username(),
                        GHOST,
                        Instant.EPOCH,
                        null,
                        false,
                        null,
                        Person.nonce(),
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        List.of(),
                        null,
                        List.of()));
    }
}
