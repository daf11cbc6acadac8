package chat.parley.faults;

import chat.parley.support.FaultyWire;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Everything that happens to the cluster, where, and how it ends. */
enum Fault {
    NODE_KILLED(Place.NODES, (cluster, node) -> {
        node.kill();
        return node::start;
    }),
    NODE_FROZEN(Place.NODES, (cluster, node) -> {
        node.freeze();
        return node::thaw;
    }),
    NODE_REPLACED(Place.NODES, (cluster, node) -> {
        node.replace();
        return Fault::nothing;
    }),

    REDIS_RESTARTED_EMPTY(Place.REDIS, (cluster, node) -> {
        cluster.redis().kill();
        return cluster.redis()::launch;
    }),
    REDIS_FROZEN(Place.REDIS, (cluster, node) -> {
        cluster.redis().pause();
        return cluster.redis()::resume;
    }),
    REDIS_FLUSHED(Place.REDIS, (cluster, node) -> {
        cluster.redis().command("FLUSHALL");
        return Fault::nothing;
    }),
    REDIS_CUT(Place.REDIS, allToRedis(FaultyWire::cut)),
    REDIS_RESET(Place.REDIS, allToRedis(FaultyWire::reset)),
    REDIS_HALF_OPEN(Place.REDIS, allToRedis(FaultyWire::vanish)),
    REDIS_HALF_OPEN_AT_ONE_NODE(Place.REDIS, (cluster, node) -> {
        node.toRedis().vanish();
        return node.toRedis()::heal;
    }),
    REDIS_SLOW(Place.REDIS, allToRedis(wire -> wire.bandwidth(2_000))),
    REDIS_LATE(Place.REDIS, allToRedis(wire -> wire.delay(Duration.ofSeconds(2)))),

    DATABASE_RESTARTED(Place.DATABASE, (cluster, node) -> {
        cluster.postgres().restart();
        return Fault::nothing;
    }),
    DATABASE_CUT(Place.DATABASE, allToTheDatabase(FaultyWire::cut)),
    DATABASE_RESET(Place.DATABASE, allToTheDatabase(FaultyWire::reset)),
    DATABASE_CUT_AFTER_COMMIT(Place.DATABASE, allToTheDatabase(wire -> wire.loseAnswersTo("COMMIT"))),
    DATABASE_HALF_OPEN_AT_ONE_NODE(Place.DATABASE, (cluster, node) -> {
        node.toDatabase().vanish();
        return node.toDatabase()::heal;
    }),
    DATABASE_SLOW(Place.DATABASE, allToTheDatabase(wire -> wire.delay(Duration.ofMillis(50)))),

    CLIENTS_CUT(Place.CLIENTS, entrance(FaultyWire::cut)),
    CLIENTS_RESET(Place.CLIENTS, entrance(FaultyWire::reset)),
    CLIENTS_HALF_OPEN(Place.CLIENTS, entrance(FaultyWire::vanish)),
    CLIENTS_SLOW(Place.CLIENTS, entrance(wire -> wire.bandwidth(3_000)));

    private final Place place;
    private final BiFunction<Cluster, Node, Runnable> injection;

    Fault(Place place, BiFunction<Cluster, Node, Runnable> injection) {
        this.place = place;
        this.injection = injection;
    }

    /** What fails. One fault at a time in each. */
    enum Place {
        NODES,
        REDIS,
        DATABASE,
        CLIENTS
    }

    Place place() {
        return place;
    }

    /**
     * Begins; returns when it has.
     *
     * @param node for what concerns one node alone
     * @return what ends it
     */
    Runnable inject(Cluster cluster, Node node) {
        return injection.apply(cluster, node);
    }

    private static BiFunction<Cluster, Node, Runnable> allToRedis(Consumer<FaultyWire> fault) {
        return (cluster, node) -> {
            cluster.eachWireToRedis(fault);
            return () -> cluster.eachWireToRedis(FaultyWire::heal);
        };
    }

    private static BiFunction<Cluster, Node, Runnable> allToTheDatabase(Consumer<FaultyWire> fault) {
        return (cluster, node) -> {
            cluster.eachWireToTheDatabase(fault);
            return () -> cluster.eachWireToTheDatabase(FaultyWire::heal);
        };
    }

    private static BiFunction<Cluster, Node, Runnable> entrance(Consumer<FaultyWire> fault) {
        return (cluster, node) -> {
            fault.accept(cluster.entrance());
            return cluster.entrance()::heal;
        };
    }

    private static void nothing() {}
}
