package chat.parley.bench;

/** A closed loop: each client keeps a fixed number of posts in flight, and posts again after each acknowledgement. */
final class ClosedLoop implements AutoCloseable {

    private static final long UNLIMITED = Long.MAX_VALUE;

    private final Crowd crowd;
    private final Run run;
    private volatile boolean stopped;

    ClosedLoop(Crowd crowd, int inFlight) {
        this.crowd = crowd;
        this.run = crowd.begin(0, UNLIMITED);
        for (Link link : crowd.links()) {
            link.channel().eventLoop().execute(() -> {
                link.onAnswer(() -> postAgain(link));
                for (int i = 0; i < inFlight; i++) {
                    postAgain(link);
                }
                link.channel().flush();
            });
        }
    }

    private void postAgain(Link link) {
        if (!stopped) {
            link.post(run, Marker.micros(System.nanoTime()));
        }
    }

    /** Measures the acknowledged posts per second, and the cost of one. */
    Speed measure(double seconds) {
        long refused = crowd.refusals();
        Sample before = Sample.now(crowd.server(), crowd::acknowledgements);
        Sample after = Sample.at(before.nanos() + (long) (seconds * 1e9), crowd.server(), crowd::acknowledgements);
        long posts = after.arrived() - before.arrived();
        return new Speed(
                posts / before.secondsUntil(after), posts / before.serverCpuUntil(after), crowd.refusals() - refused);
    }

    record Speed(double perSecond, double perCpuSecond, long refused) {}

    @Override
    public void close() {
        stopped = true;
    }
}
