package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A Redis, its replica, and a real sentinel for failover. */
public final class RedisSentinel implements AutoCloseable {

    /** The sentinel's name for the primary. */
    public static final String MASTER = "parley";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final RedisServer primary = RedisServer.start("--repl-diskless-sync-delay", "0");
    private final RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port());
    private final RedisServer sentinel;

    private RedisSentinel() {
        await(() -> replica.lines("INFO replication").contains("master_link_status:up"));
        int port = Ports.free();
        sentinel = RedisServer.sentinelAt(port, configuration(port));
        sentinel.launch();
        await(() -> sentinel.lines("SENTINEL REPLICAS " + MASTER).contains(String.valueOf(replica.port())));
    }

    private Path configuration(int port) {
        try {
            Path file = Files.createTempDirectory("parley-sentinel").resolve("sentinel.conf");
            return Files.writeString(file, """
                    port %d
                    bind 127.0.0.1
                    sentinel monitor %s 127.0.0.1 %d 1
                    sentinel down-after-milliseconds %2$s 500
                    sentinel failover-timeout %2$s 3000
                    """.formatted(port, MASTER, primary.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all three, which takes some seconds. The caller closes them. */
    public static RedisSentinel start() {
        return new RedisSentinel();
    }

    /** The value for {@code spring.data.redis.sentinel.nodes}. */
    public String nodes() {
        return "127.0.0.1:" + sentinel.port();
    }

    public RedisServer primary() {
        return primary;
    }

    public RedisServer replica() {
        return replica;
    }

    @Override
    public void close() {
        sentinel.close();
        replica.close();
        primary.close();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(condition);
    }
}
