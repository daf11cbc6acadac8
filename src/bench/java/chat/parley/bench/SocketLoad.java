package chat.parley.bench;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** A load of posts in rooms, which are delivered to everybody in them. */
final class SocketLoad implements Load {

    private static final long LEAD = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(15);
    private static final double MILLIS = 1000;

    private final Crowd crowd;
    private final List<Link> posters;

    /** @param posters the number of clients that post, spread over the rooms */
    SocketLoad(Crowd crowd, int posters) {
        this.crowd = crowd;
        int each = crowd.links().size() / posters;
        List<Link> spread = new ArrayList<>();
        for (int i = 0; i < posters; i++) {
            spread.add(crowd.links().get(i * each));
        }
        this.posters = spread;
    }

    @Override
    public Step step(double rate, double warmUp, double seconds) {
        long start = System.nanoTime() + LEAD;
        long from = start + nanos(warmUp);
        long to = from + nanos(seconds);
        long acknowledged = crowd.acknowledgements();
        long refused = crowd.refusals();
        Run run = crowd.begin(Marker.micros(from), Marker.micros(to));
        List<CompletableFuture<Void>> pacing = pace(run, rate, start, to);
        Sample before = Sample.at(from, crowd.server(), crowd::deliveries);
        Sample after = Sample.at(to, crowd.server(), crowd::deliveries);
        pacing.forEach(CompletableFuture::join);
        drain(run, acknowledged + refused);
        Histogram latencies = crowd.latencies();
        return count(run, rate, before, after, latencies, acknowledged);
    }

    @Override
    public Server server() {
        return crowd.server();
    }

    @Override
    public void close() {
        crowd.close();
    }

    private static long nanos(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    private List<CompletableFuture<Void>> pace(Run run, double rate, long start, long end) {
        long period = (long) (posters.size() / rate * TimeUnit.SECONDS.toNanos(1));
        Map<EventLoop, List<Pacer.Turn>> turns = new HashMap<>();
        for (int i = 0; i < posters.size(); i++) {
            long first = start + period * i / posters.size();
            Link link = posters.get(i);
            turns.computeIfAbsent(link.channel().eventLoop(), loop -> new ArrayList<>())
                    .add(new Pacer.Turn(link, first));
        }
        List<CompletableFuture<Void>> pacing = new ArrayList<>();
        turns.forEach((loop, turnsOfLoop) -> pacing.add(new Pacer(loop, run, turnsOfLoop, period, end).start()));
        return pacing;
    }

    private long answered() {
        return crowd.acknowledgements() + crowd.refusals();
    }

    /** Waits until everything has arrived, or until nothing has arrived for some seconds. */
    private void drain(Run run, long answered) {
        long progress = System.nanoTime();
        long before = -1;
        while (System.nanoTime() - progress < TIMEOUT && !arrived(run, answered)) {
            long now = crowd.deliveries() + answered();
            if (now != before) {
                before = now;
                progress = System.nanoTime();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private boolean arrived(Run run, long answered) {
        return crowd.links().stream().allMatch(link -> lost(link, run) == 0)
                && (!answers() || answered() - answered >= sent(run));
    }

    private boolean answers() {
        return crowd.server().wire() instanceof ParleyWire;
    }

    private static long sent(Run run) {
        return run.rooms().stream().mapToLong(RoomBook::sent).sum();
    }

    private static int lost(Link link, Run run) {
        Receiver receiver = link.receiver();
        return receiver == null || receiver.run() != run
                ? run.rooms().get(link.seat().room()).sent()
                : receiver.lost();
    }

    private Step count(Run run, double rate, Sample before, Sample after, Histogram latencies, long acknowledged) {
        long expected = 0;
        long lost = 0;
        long doubled = 0;
        long reordered = 0;
        for (Link link : crowd.links()) {
            expected += run.rooms().get(link.seat().room()).sent();
            lost += lost(link, run);
            Receiver receiver = link.receiver();
            if (receiver != null && receiver.run() == run) {
                doubled += receiver.doubled();
                reordered += receiver.reordered();
            }
        }
        long unacknowledged = answers() ? sent(run) - (crowd.acknowledgements() - acknowledged) : 0;
        return new Step(
                rate,
                before.secondsUntil(after),
                Math.round(rate * before.secondsUntil(after)),
                after.arrived() - before.arrived(),
                before.serverCpuUntil(after),
                before.clientCpuUntil(after),
                latencies.getValueAtPercentile(50) / MILLIS,
                latencies.getValueAtPercentile(99) / MILLIS,
                expected,
                lost,
                doubled,
                reordered,
                unacknowledged);
    }
}
