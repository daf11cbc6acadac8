package chat.parley.faults;

import chat.parley.support.Balancer;
import chat.parley.support.FaultyWire;
import chat.parley.support.PostgresServer;
import chat.parley.support.RedisServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Node processes over a real PostgreSQL and a real Redis, behind a balancer that remembers nobody. */
final class Cluster implements AutoCloseable {

    private final PostgresServer.Own postgres = PostgresServer.start();
    private final PostgresServer.Database database = postgres.freshDatabase();
    private final RedisServer redis = RedisServer.start();
    private final List<Node> nodes;
    private final Balancer balancer;
    private final FaultyWire entrance;

    Cluster(int size) {
        nodes = IntStream.range(0, size)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> new Node(postgres, database, redis)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        balancer = Balancer.before(
                nodes.stream().<IntSupplier>map(node -> node::port).toList());
        entrance = FaultyWire.to(balancer.port());
    }

    /** Where people come in. */
    String url() {
        return "http://localhost:" + entrance.port();
    }

    /** The database itself, without a faulty wire in front of it. */
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
        return entrance;
    }

    void eachWireToRedis(Consumer<FaultyWire> fault) {
        nodes.stream().map(Node::toRedis).forEach(fault);
    }

    void eachWireToTheDatabase(Consumer<FaultyWire> fault) {
        nodes.stream().map(Node::toDatabase).forEach(fault);
    }

    @Override
    public void close() {
        entrance.close();
        balancer.close();
        nodes.forEach(Node::close);
        redis.close();
        postgres.close();
    }
}
