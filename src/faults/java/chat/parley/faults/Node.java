package chat.parley.faults;

import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the cluster whose process is killed and started again, with faulty connections of its own. */
final class Node implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int MAX_ATTEMPTS = 4;

    private final PostgresServer.Database database;
    private final FaultyWire toDatabase;
    private final FaultyWire toRedis;
    private final WrongClock clock = new WrongClock();
    private final List<String> logLines = new ArrayList<>();
    private final int receiverPort;
    private final @Nullable Path jar;
    private volatile ParleyProcess process;

    /**
     * @param receiverPort the port of this machine that webhooks may call
     * @param jar the jar of another version; null to run this one
     */
    Node(
            PostgresServer.Own postgres,
            PostgresServer.Database database,
            RedisServer redis,
            int receiverPort,
            @Nullable Path jar) {
        this.receiverPort = receiverPort;
        this.jar = jar;
        this.database = database;
        this.toDatabase = FaultyWire.to(postgres.port());
        this.toRedis = FaultyWire.to(redis.port());
        this.process = launch();
    }

    /** Retries the start, like a supervisor, while the database is unavailable. */
    private ParleyProcess launch() {
        for (int attempt = 1; ; attempt++) {
            try {
                return setup().startProcess(START_TIMEOUT);
            } catch (IllegalStateException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private ParleyServer.Setup setup() {
        ParleyServer.Setup setup = clock.in(ParleyServer.with());
        if (jar != null) {
            setup.jar(jar);
        }
        // Every buffer is tracked, so that a leak under a fault fails the test
        return setup.option("-Dio.netty.leakDetection.level=paranoid")
                .database(database.through(toDatabase))
                .property("spring.data.redis.url", "redis://localhost:" + toRedis.port())
                .property("parley.channel.ping-interval", "200ms")
                .property("parley.channel.reconnect-delay-max", "500ms")
                .property("parley.node.sweep-after", "10s")
                .property("parley.database.statement-timeout", "3s")
                .property("parley.egress.allow", "127.0.0.1")
                .property("parley.egress.ports", Integer.toString(receiverPort))
                // Shorter than the longest time that a node is frozen
                .property("parley.followers.lease", "3s")
                .property("parley.followers.retry-delay", "200ms")
                .property("parley.followers.max-retry-delay", "2s");
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
        logLines.add(process.output());
    }

    /** Starts another process for this node. */
    void start() {
        process = launch();
    }

    void freeze() {
        process.pause();
    }

    void unfreeze() {
        process.resume();
    }

    /** Starts the successor before stopping this process, as in a rolling update. */
    void replace() {
        ParleyProcess former = process;
        process = launch();
        former.terminate();
        logLines.add(former.output());
    }

    /** Sets the clock of the node to this deviation from the correct time. */
    void clock(Duration shift) {
        clock.shift(shift);
    }

    /** Everything that the node's processes have logged. */
    String logLines() {
        return String.join("", logLines) + process.output();
    }

    @Override
    public void close() {
        process.close();
        toDatabase.close();
        toRedis.close();
    }
}
