package chat.parley.faults;

import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A place in the cluster, where a process stands, is lost, and is started again; with wires of its own. */
final class Node implements AutoCloseable {

    private static final Duration STARTING_LIMIT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;

    private final PostgresServer.Database database;
    private final FaultyWire toDatabase;
    private final FaultyWire toRedis;
    private final List<String> said = new ArrayList<>();
    private volatile ParleyProcess process;

    Node(PostgresServer.Own postgres, PostgresServer.Database database, RedisServer redis) {
        this.database = database;
        this.toDatabase = FaultyWire.to(postgres.port());
        this.toRedis = FaultyWire.to(redis.port());
        this.process = launch();
    }

    /** A node that cannot start, because its database is not there, is started again, as any supervisor does. */
    private ParleyProcess launch() {
        for (int attempt = 1; ; attempt++) {
            try {
                return setup().startProcess(STARTING_LIMIT);
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private ParleyServer.Setup setup() {
        return ParleyServer.with()
                .database(database.through(toDatabase))
                .property("spring.data.redis.url", "redis://localhost:" + toRedis.port())
                .property("parley.channel.ping-interval", "200ms")
                .property("parley.channel.reconnect-delay-max", "500ms")
                .property("parley.node.sweep-after", "10s")
                .property("parley.database.statement-timeout", "3s");
    }

    int port() {
        return process.port();
    }

    String url() {
        return process.url();
    }

    FaultyWire toDatabase() {
        return toDatabase;
    }

    FaultyWire toRedis() {
        return toRedis;
    }

    void kill() {
        process.kill();
        said.add(process.said());
    }

    /** Starts another process in this place. */
    void start() {
        process = launch();
    }

    void freeze() {
        process.pause();
    }

    void thaw() {
        process.resume();
    }

    /** A successor is there before this one is told to go, as in any rolling update. */
    void replace() {
        ParleyProcess former = process;
        process = launch();
        former.terminate();
        said.add(former.said());
    }

    /** Everything that its processes have logged. */
    String said() {
        return String.join("", said) + process.said();
    }

    @Override
    public void close() {
        process.close();
        toDatabase.close();
        toRedis.close();
    }
}
