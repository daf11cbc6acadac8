package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.support.Connection;
import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.PostgresTools;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** PostgreSQL fails, and a standby is promoted, with all commits or without the last ones. */
class PromotedStandbyIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int NEW_EPOCH = 4003;

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();

    @Test
    void clientsStartAfreshAfterAnAsynchronousStandbyLostCommits() {
        PostgresTools primary = primary();
        try (FaultyWire replication = FaultyWire.to(primary.port());
                FaultyWire wire = FaultyWire.to(primary.port());
                PostgresTools standby = primary.standby(replication.port());
                ParleyServer one = node(primary, wire);
                ParleyServer other = node(primary, wire)) {
            Person ann = Person.signUp(one, "ann");
            Person bob = Person.signUp(other, "bob");
            String room = ann.makeRoom("failover");
            bob.join(room);
            ann.say(room, "kept");
            awaitOn(standby, "kept");
            replication.cut();

            Connection socket = bob.connect();
            String before = socket.open(room).get("epoch").asString();
            long held = 0;
            for (int i = 0; i < 3; i++) {
                ann.say(room, "lost " + i);
                held = socket.awaitText(room, "lost " + i).get("revision").asLong();
            }
            primary.close();
            standby.promote();
            wire.redirect(standby.port());

            assertThat(socket.awaitClose(TIMEOUT)).isEqualTo(NEW_EPOCH);
            List<String> resent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                resent.add("new " + i);
                Eventually.post(ann, room, "new " + i);
            }
            try (Connection resumed = Eventually.connect(bob)) {
                JsonNode opened = Eventually.open(resumed, room, held, before);
                assertThat(opened.get("reset").asBoolean()).isTrue();
                assertThat(opened.get("epoch").asString()).isNotEqualTo(before);
                assertThat(texts(opened)).containsExactly("kept", "new 0", "new 1", "new 2");
                Eventually.post(ann, room, "live");
                resumed.awaitText(room, "live");
            }
        }
    }

    @Test
    void synchronousStandbyLosesNoAcknowledgedMessage() {
        PostgresTools primary = primary();
        try (FaultyWire wire = FaultyWire.to(primary.port());
                PostgresTools standby = primary.standby(primary.port());
                ParleyServer one = node(primary, wire)) {
            primary.run("psql", "-c", "alter system set synchronous_standby_names = '*'", primary.address("postgres"));
            primary.run("psql", "-c", "select pg_reload_conf()", primary.address("postgres"));
            Awaitility.await("the standby is synchronous")
                    .atMost(TIMEOUT)
                    .until(() -> "sync".equals(ask(primary, "select sync_state from pg_stat_replication")));
            Person ann = Person.signUp(one, "ann");
            String room = ann.makeRoom("failover");
            List<String> posted = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                ann.say(room, "kept " + i);
                posted.add("kept " + i);
            }
            primary.close();
            standby.promote();
            wire.redirect(standby.port());

            try (Connection socket = Eventually.connect(ann)) {
                JsonNode opened = Eventually.open(socket, room, 0, "none");
                assertThat(texts(opened)).containsExactlyElementsOf(posted);
            }
        }
    }

    private static PostgresTools primary() {
        Optional<PostgresTools> installed = PostgresTools.start();
        assumeTrue(installed.isPresent(), "PostgreSQL with pg_basebackup is not installed (Debian: postgresql)");
        PostgresTools primary = installed.orElseThrow();
        primary.run("createdb", "--maintenance-db=" + primary.address("postgres"), "parley");
        return primary;
    }

    private ParleyServer node(PostgresTools primary, FaultyWire wire) {
        PostgresServer.Database database = primary.database("parley").through(wire);
        return ParleyServer.with()
                .database(database)
                .channelLayer(layer)
                .property("parley.hub.tick", "300ms")
                .start();
    }

    private static void awaitOn(PostgresTools server, String text) {
        Awaitility.await("the standby has it")
                .atMost(TIMEOUT)
                .until(() -> "1".equals(ask(server, "select count(*) from message where text = '" + text + "'")));
    }

    private static String ask(PostgresTools server, String sql) throws SQLException {
        try (var connection = server.database("parley").connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static List<String> texts(JsonNode opened) {
        return opened.get("messages")
                .valueStream()
                .map(message -> message.get("text").asString())
                .toList();
    }
}
