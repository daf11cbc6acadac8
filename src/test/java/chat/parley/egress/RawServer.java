package chat.parley.egress;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/** A server that answers each request with prepared bytes and then closes the connection. */
final class RawServer implements AutoCloseable {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final DisposableServer server;

    private RawServer(String host, UnaryOperator<TcpServer> options, Function<String, Flux<byte[]>> answer) {
        server = options.apply(TcpServer.create())
                .host(host)
                .port(0)
                .doOnConnection(connection -> {
                    open.incrementAndGet();
                    connection.onDispose(open::decrementAndGet);
                })
                .handle((in, out) -> in.receive()
                        .asString(StandardCharsets.ISO_8859_1)
                        .take(1)
                        .doOnNext(requests::add)
                        .concatMap(request -> out.send(
                                answer.apply(request)
                                        .doOnNext(piece -> sent.addAndGet(piece.length))
                                        .map(Unpooled::wrappedBuffer),
                                piece -> true)))
                .bindNow();
    }

    static RawServer on(String host, Function<String, Flux<byte[]>> answer) {
        return new RawServer(host, server -> server, answer);
    }

    static RawServer on(String host, UnaryOperator<TcpServer> options, Function<String, Flux<byte[]>> answer) {
        return new RawServer(host, options, answer);
    }

    static Flux<byte[]> text(String... pieces) {
        return Flux.just(pieces).map(piece -> piece.getBytes(StandardCharsets.UTF_8));
    }

    /** A response with this head and body, and the right length. */
    static Flux<byte[]> response(String head, byte[] body) {
        return Flux.concat(
                text("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n"), Mono.just(body));
    }

    static Flux<byte[]> response(String head, String body) {
        return response(head, body.getBytes(StandardCharsets.UTF_8));
    }

    static Flux<byte[]> redirect(int status, String location) {
        return response(status + " Moved\r\nLocation: " + location, "");
    }

    int port() {
        return server.port();
    }

    List<String> requests() {
        return requests;
    }

    int open() {
        return open.get();
    }

    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
