package chat.parley.faults;

import chat.parley.support.FaultyWire;
import chat.parley.support.SmallDisk;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The faults that are injected into a cluster, by place, and how each of them ends. */
enum Fault {
    NODE_KILLED(Place.NODES, (cluster, node, crowd) -> {
        node.kill();
        return node::start;
    }),
    NODE_FROZEN(Place.NODES, (cluster, node, crowd) -> {
        node.freeze();
        return node::unfreeze;
    }),
    NODE_REPLACED(Place.NODES, (cluster, node, crowd) -> {
        node.replace();
        return Fault::nothing;
    }),
    NODE_CLOCK_AHEAD(Place.NODES, clockOfOneNode(Duration.ofMinutes(5))),
    NODE_CLOCK_BEHIND(Place.NODES, clockOfOneNode(Duration.ofMinutes(-5))),

    REDIS_RESTARTED_EMPTY(Place.REDIS, (cluster, node, crowd) -> {
        cluster.redis().kill();
        return cluster.redis()::launch;
    }),
    REDIS_FROZEN(Place.REDIS, (cluster, node, crowd) -> {
        cluster.redis().pause();
        return cluster.redis()::resume;
    }),
    REDIS_FLUSHED(Place.REDIS, (cluster, node, crowd) -> {
        cluster.redis().command("FLUSHALL");
        return Fault::nothing;
    }),
    REDIS_CUT(Place.REDIS, allToRedis(FaultyWire::cut)),
    REDIS_RESET(Place.REDIS, allToRedis(FaultyWire::reset)),
    REDIS_HALF_OPEN(Place.REDIS, allToRedis(FaultyWire::vanish)),
    REDIS_HALF_OPEN_AT_ONE_NODE(Place.REDIS, (cluster, node, crowd) -> {
        node.toRedis().vanish();
        return node.toRedis()::heal;
    }),
    REDIS_SLOW(Place.REDIS, allToRedis(wire -> wire.bandwidth(2_000))),
    REDIS_LATE(Place.REDIS, allToRedis(wire -> wire.delay(Duration.ofSeconds(2)))),
    REDIS_LATE_FOR_A_RETURN(Place.REDIS, (cluster, node, crowd) -> {
        cluster.eachWireToRedis(wire -> wire.delay(Duration.ofSeconds(1)));
        CompletableFuture<Void> returned = crowd.removeAndReadd();
        return () -> {
            returned.join();
            cluster.eachWireToRedis(FaultyWire::heal);
        };
    }),

    DATABASE_RESTARTED(Place.DATABASE, (cluster, node, crowd) -> {
        cluster.postgres().restart();
        return Fault::nothing;
    }),
    DATABASE_CUT(Place.DATABASE, allToTheDatabase(FaultyWire::cut)),
    DATABASE_RESET(Place.DATABASE, allToTheDatabase(FaultyWire::reset)),
    DATABASE_CUT_AFTER_COMMIT(Place.DATABASE, allToTheDatabase(wire -> wire.loseAnswersTo("COMMIT"))),
    DATABASE_HALF_OPEN_AT_ONE_NODE(Place.DATABASE, (cluster, node, crowd) -> {
        node.toDatabase().vanish();
        return node.toDatabase()::heal;
    }),
    DATABASE_SILENT_IN_AN_ANSWER(Place.DATABASE, allToTheDatabase(FaultyWire::truncateAnswers)),
    DATABASE_FULL(Place.DATABASE, (cluster, node, crowd) -> {
        SmallDisk disk = cluster.disk().orElseThrow();
        disk.fill();
        return disk::free;
    }),
    ROOM_LOCKED(Place.DATABASE, (cluster, node, crowd) -> cluster.lockRoom()),
    DATABASE_SLOW(Place.DATABASE, allToTheDatabase(wire -> wire.delay(Duration.ofMillis(50)))),

    CLIENTS_CUT(Place.CLIENTS, entrance(FaultyWire::cut)),
    CLIENTS_RESET(Place.CLIENTS, entrance(FaultyWire::reset)),
    CLIENTS_HALF_OPEN(Place.CLIENTS, entrance(FaultyWire::vanish)),
    CLIENTS_SLOW(Place.CLIENTS, entrance(wire -> wire.bandwidth(3_000))),
    CLIENTS_HASTY(Place.CLIENTS, (cluster, node, crowd) -> crowd.hastyVisits(node));

    private final Place place;
    private final Injection injection;

    Fault(Place place, Injection injection) {
        this.place = place;
        this.injection = injection;
    }

    private interface Injection {

        Runnable begin(Cluster cluster, Node node, Crowd crowd);
    }

    /** The part that fails. Each part has at most one fault at a time. */
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
     * Starts the fault; returns when it has begun.
     *
     * @param node the node for faults that concern a single one
     * @return an action that ends the fault
     */
    Runnable inject(Cluster cluster, Node node, Crowd crowd) {
        return injection.begin(cluster, node, crowd);
    }

    /** Whether this machine supports the fault. */
    boolean isPossible(Cluster cluster) {
        return this != DATABASE_FULL || cluster.disk().isPresent();
    }

    private static Injection clockOfOneNode(Duration shift) {
        return (cluster, node, crowd) -> {
            node.clock(shift);
            return () -> node.clock(Duration.ZERO);
        };
    }

    private static Injection allToRedis(Consumer<FaultyWire> fault) {
        return (cluster, node, crowd) -> {
            cluster.eachWireToRedis(fault);
            return () -> cluster.eachWireToRedis(FaultyWire::heal);
        };
    }

    private static Injection allToTheDatabase(Consumer<FaultyWire> fault) {
        return (cluster, node, crowd) -> {
            cluster.eachWireToTheDatabase(fault);
            return () -> cluster.eachWireToTheDatabase(FaultyWire::heal);
        };
    }

    private static Injection entrance(Consumer<FaultyWire> fault) {
        return (cluster, node, crowd) -> {
            fault.accept(cluster.entrance());
            return cluster.entrance()::heal;
        };
    }

    private static void nothing() {}
}
