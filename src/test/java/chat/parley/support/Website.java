package chat.parley.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** A website on loopback with pages that a test prepares. */
public final class Website implements AutoCloseable {

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final DisposableServer server;

    private record Page(int status, String type, byte[] body, Duration delay) {}

    public Website() {
        this("127.0.0.1");
    }

    public Website(String host) {
        server = HttpServer.create()
                .host(host)
                .port(0)
                .handle((request, response) -> {
                    requests.add(request.uri());
                    return send(pages.get(request.uri()), response);
                })
                .bindNow();
    }

    private static Mono<Void> send(@Nullable Page page, HttpServerResponse response) {
        if (page == null) {
            return response.sendNotFound().then();
        }
        if (page.status() / 100 == 3) {
            return response.status(page.status())
                    .header("Location", page.type())
                    .send()
                    .then();
        }
        return Mono.delay(page.delay())
                .then(response.status(page.status())
                        .header("Content-Type", page.type())
                        .sendByteArray(Mono.just(page.body()))
                        .then());
    }

    public Website page(String path, String html) {
        return page(path, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    public Website page(String path, String type, byte[] body) {
        pages.put(path, new Page(200, type, body, Duration.ZERO));
        return this;
    }

    public Website slowPage(String path, String html, Duration delay) {
        pages.put(path, new Page(200, "text/html", html.getBytes(StandardCharsets.UTF_8), delay));
        return this;
    }

    public Website redirect(String path, String location) {
        pages.put(path, new Page(302, location, new byte[0], Duration.ZERO));
        return this;
    }

    public String url(String path) {
        return "http://" + server.host() + ":" + port() + path;
    }

    public int port() {
        return server.port();
    }

    /** Returns how often a path was requested. */
    public long requests(String path) {
        return requests.stream().filter(path::equals).count();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
