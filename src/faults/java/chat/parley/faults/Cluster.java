package chat.parley.faults;

import chat.parley.support.Balancer;
import chat.parley.support.FaultyWire;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import chat.parley.support.SmallDisk;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Node processes on a real PostgreSQL and a real Redis, behind a load balancer without session affinity. */
final class Cluster implements AutoCloseable {

    private final PostgresServer.Own postgres = PostgresServer.start();
    private final Optional<SmallDisk> disk = SmallDisk.mount();
    private final PostgresServer.Database database =
            disk.map(SmallDisk::folder).map(postgres::freshDatabase).orElseGet(postgres::freshDatabase);
    private final RedisServer redis = RedisServer.start();
    private final List<Node> nodes;
    private final Balancer balancer;
    private final FaultyWire clientWire;

    /**
     * @param former the jar of an earlier version, which the last node runs; empty to run this version everywhere
     * @param receiverPort the port of this machine that webhooks may call
     */
    Cluster(int size, Optional<Path> former, int receiverPort) {
        nodes = IntStream.range(0, size)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        new Node(postgres, database, redis, receiverPort, i == size - 1 ? former.orElse(null) : null)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        balancer = Balancer.before(
                nodes.stream().<IntSupplier>map(node -> node::port).toList());
        clientWire = FaultyWire.to(balancer.port());
    }

    /** The load balancer's address, for clients. */
    String url() {
        return "http://localhost:" + clientWire.port();
    }

    /** The database itself, without a faulty connection in front of it. */
    PostgresServer.Database database() {
        return database;
    }

    PostgresServer.Own postgres() {
        return postgres;
    }

    RedisServer redis() {
        return redis;
    }

    List<Node> nodes() {
        return nodes;
    }

    FaultyWire entrance() {
        return clientWire;
    }

    void eachWireToRedis(Consumer<FaultyWire> fault) {
        nodes.stream().map(Node::toRedis).forEach(fault);
    }

    void eachWireToTheDatabase(Consumer<FaultyWire> fault) {
        nodes.stream().map(Node::toDatabase).forEach(fault);
    }

    /** The disk of the database's tables; empty if this machine cannot mount one. */
    Optional<SmallDisk> disk() {
        return disk;
    }

    /** Locks a room in a transaction of its own; the returned action releases the lock. */
    Runnable lockRoom() {
        try {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("select id from room order by id limit 1 for update");
            }
            return () -> release(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clientWire.close();
        balancer.close();
        nodes.forEach(Node::close);
        redis.close();
        postgres.close();
        disk.ifPresent(SmallDisk::close);
    }
}
