package chat.parley.bench;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * An open loop: sends each post at its scheduled time, whatever became of earlier ones. The latency of a post that is
 * sent late, because the server or this program was busy, still counts from its scheduled time.
 */
final class Pacer implements Runnable {

    private static final int BURST = 64;

    private final EventLoop loop;
    private final Run run;
    private final List<Turn> turns;
    private final long period;
    private final long end;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private long round;
    private int next;

    /**
     * A client's turn in every round.
     *
     * @param first the time of the first turn, in nanoseconds
     */
    record Turn(Link link, long first) {}

    /**
     * @param turns in order of time, all within one period
     * @param period the length of a round in nanoseconds
     * @param end the time to stop
     */
    Pacer(EventLoop loop, Run run, List<Turn> turns, long period, long end) {
        this.loop = loop;
        this.run = run;
        this.turns = turns;
        this.period = period;
        this.end = end;
    }

    CompletableFuture<Void> start() {
        loop.execute(this);
        return done;
    }

    @Override
    public void run() {
        for (int i = 0; i < BURST && due() <= System.nanoTime() && due() < end; i++) {
            post();
        }
        if (due() >= end) {
            flush();
            done.complete(null);
            return;
        }
        flush();
        long wait = due() - System.nanoTime();
        if (wait > 0) {
            loop.schedule(this, wait, TimeUnit.NANOSECONDS);
        } else {
            loop.execute(this);
        }
    }

    private long due() {
        return turns.get(next).first() + round * period;
    }

    private void post() {
        turns.get(next).link().post(run, Marker.micros(due()));
        dirty.add(turns.get(next).link());
        next++;
        if (next == turns.size()) {
            next = 0;
            round++;
        }
    }

    private final java.util.Set<Link> dirty = new java.util.LinkedHashSet<>();

    private void flush() {
        dirty.forEach(link -> link.channel().flush());
        dirty.clear();
    }
}
