package chat.parley.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A program that answers commands as a test has set it up, and records the requests. */
public final class AnsweringProgram implements AutoCloseable {

    /** A loopback address to which no name leads. */
    public static final String ADDRESS = "127.0.0.2";

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int status = 200;
    private volatile String location = "";
    private volatile byte[] body = new byte[0];
    private volatile int missing;

    /** One request. */
    public record Request(String id, String timestamp, String signature, byte[] body) {

        public JsonNode json() {
            return Json.read(new String(body, StandardCharsets.UTF_8));
        }

        public boolean isSignedWith(String secret) {
            return StandardWebhooks.isSigned(secret, id, timestamp, body, signature);
        }
    }

    public AnsweringProgram() {
        try {
            server = HttpServer.create(new InetSocketAddress(ADDRESS, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "program");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestHeaders().getFirst("Webhook-Id"),
                    exchange.getRequestHeaders().getFirst("Webhook-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Webhook-Signature"),
                    exchange.getRequestBody().readAllBytes()));
            gate.await();
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            byte[] answer = body;
            exchange.sendResponseHeaders(status, answer.length + missing == 0 ? -1 : answer.length + missing);
            OutputStream out = exchange.getResponseBody();
            out.write(answer);
            out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://" + ADDRESS + ":" + port() + "/command";
    }

    /** Answers further requests with this. */
    public AnsweringProgram answer(int newStatus, String newBody) {
        status = newStatus;
        body = newBody.getBytes(StandardCharsets.UTF_8);
        missing = 0;
        location = "";
        return this;
    }

    public AnsweringProgram redirect(String target) {
        answer(302, "");
        location = target;
        return this;
    }

    /** Announces more than is sent, and closes the connection. */
    public AnsweringProgram cutOff(String newBody) {
        answer(200, newBody);
        missing = 100;
        return this;
    }

    /** Holds back all answers until it is released. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void release() {
        gate.countDown();
    }

    public List<Request> requests() {
        return requests;
    }

    public void reset() {
        release();
        requests.clear();
        answer(200, "");
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
