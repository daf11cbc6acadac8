package chat.parley.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** Many clients of one server, on few threads. */
final class Crowd implements AutoCloseable {

    private static final int MAX_CONCURRENT_JOINS = 200;
    private static final int JOIN_TIMEOUT_SECONDS = 120;
    private static final int RECEIVE_BUFFER = 1 << 18;

    private final Server server;
    private final EventLoopGroup loops;
    private final Map<EventLoop, Tally> tallies = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final int rooms;
    private volatile Run run;
    private int runs;

    private Crowd(Server server, int threads, int rooms) {
        this.server = server;
        this.rooms = rooms;
        this.run = Run.of(0, rooms, 0, 0);
        this.loops = new MultiThreadIoEventLoopGroup(
                threads, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        loops.forEach(loop -> tallies.put((EventLoop) loop, new Tally()));
    }

    /** Connects all clients and waits until all are in their rooms. */
    static Crowd join(Server server, int threads, List<Seat> seats) {
        return join(server, threads, MAX_CONCURRENT_JOINS, seats);
    }

    /** @param atOnce maximum number of clients that join concurrently */
    static Crowd join(Server server, int threads, int atOnce, List<Seat> seats) {
        int rooms = seats.stream().mapToInt(Seat::room).max().orElse(0) + 1;
        Crowd crowd = new Crowd(server, threads, rooms);
        crowd.joinAll(seats, atOnce);
        return crowd;
    }

    private void joinAll(List<Seat> seats, int limit) {
        Semaphore atOnce = new Semaphore(limit);
        List<CompletableFuture<Link>> joining = new ArrayList<>();
        for (Seat seat : seats) {
            atOnce.acquireUninterruptibly();
            Link link = connect(seat);
            links.add(link);
            joining.add(link.joined().whenComplete((joined, failure) -> atOnce.release()));
        }
        CompletableFuture.allOf(joining.toArray(CompletableFuture[]::new))
                .orTimeout(JOIN_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Link connect(Seat seat) {
        EventLoop loop = loops.next();
        Link link = new Link(server, seat, tally(loop), () -> run);
        new Bootstrap()
                .group(loop)
                .channel(transport())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new io.netty.channel.FixedRecvByteBufAllocator(RECEIVE_BUFFER))
                .handler(link)
                .connect(server.host(), server.port())
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        link.joined().completeExceptionally(connected.cause());
                    }
                });
        return link;
    }

    private static Class<? extends SocketChannel> transport() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    private Tally tally(EventLoop loop) {
        Tally tally = tallies.get(loop);
        if (tally == null) {
            throw new IllegalArgumentException("Not a loop of this crowd");
        }
        return tally;
    }

    Server server() {
        return server;
    }

    List<Link> links() {
        return links;
    }

    Run run() {
        return run;
    }

    /** Begins a new run, which all further deliveries are checked against. */
    Run begin(long from, long to) {
        runs++;
        run = Run.of(runs % Marker.RUNS, rooms, from, to);
        onLoops(Tally::latencies);
        return run;
    }

    long deliveries() {
        return sum(Tally::deliveries);
    }

    long acknowledgements() {
        return sum(Tally::acknowledgements);
    }

    long refusals() {
        return sum(Tally::refusals);
    }

    Histogram latencies() {
        Histogram all = new Histogram(3);
        onLoops(Tally::latencies).forEach(all::add);
        return all;
    }

    long lostConnections() {
        return links.stream().filter(Link::lostConnection).count();
    }

    /** Closes all sockets without a closing handshake. */
    void cut() {
        links.forEach(link -> link.channel().close());
    }

    private long sum(Function<Tally, Long> count) {
        return tallies.values().stream().mapToLong(count::apply).sum();
    }

    private <T> List<T> onLoops(Function<Tally, T> work) {
        List<T> results = new ArrayList<>();
        tallies.forEach((loop, tally) -> results.add(
                loop.submit(() -> work.apply(tally)).syncUninterruptibly().getNow()));
        return results;
    }

    /** Groups the links by event loop, in order. */
    Map<EventLoop, List<Link>> byLoop(List<Link> selected) {
        Map<EventLoop, List<Link>> byLoop = new LinkedHashMap<>();
        selected.forEach(link -> byLoop.computeIfAbsent(link.channel().eventLoop(), loop -> new ArrayList<>())
                .add(link));
        return byLoop;
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
