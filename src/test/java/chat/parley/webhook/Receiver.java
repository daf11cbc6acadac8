package chat.parley.webhook;

import chat.parley.support.Json;
import chat.parley.support.StandardWebhooks;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A receiver of webhooks that records requests. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<Long> arrivals = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int status = 204;
    private volatile String retryAfter = "";

    /** One request. */
    record Delivery(String id, long timestamp, String signature, byte[] body) {

        JsonNode json() {
            return Json.read(new String(body, StandardCharsets.UTF_8));
        }

        boolean isSignedWith(String secret) {
            return StandardWebhooks.isSigned(secret, id, Long.toString(timestamp), body, signature);
        }
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        arrivals.add(System.nanoTime());
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        deliveries.add(new Delivery(
                exchange.getRequestHeaders().getFirst("Webhook-Id"),
                Long.parseLong(exchange.getRequestHeaders().getFirst("Webhook-Timestamp")),
                exchange.getRequestHeaders().getFirst("Webhook-Signature"),
                body));
        CountDownLatch held = gate;
        int answer = status;
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    /** Receives further requests without answering them; each will get the answer that was set when it arrived. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Answers the requests that were held, and further ones immediately. */
    void release() {
        CountDownLatch held = gate;
        gate = new CountDownLatch(0);
        held.countDown();
    }

    /** The greatest number of requests that arrived within this time. */
    long mostWithin(Duration time) {
        return arrivals.stream()
                .mapToLong(first -> arrivals.stream()
                        .filter(arrival -> arrival - first >= 0 && arrival - first < time.toNanos())
                        .count())
                .max()
                .orElse(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/receive";
    }

    void answer(int newStatus) {
        answer(newStatus, "");
    }

    void answer(int newStatus, String newRetryAfter) {
        status = newStatus;
        retryAfter = newRetryAfter;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    void forget() {
        deliveries.clear();
        arrivals.clear();
    }

    /** The texts of all messages, in order. */
    List<String> texts() {
        return deliveries.stream()
                .flatMap(delivery -> delivery.json().path("changes").valueStream())
                .filter(change -> change.has("message"))
                .map(change -> change.path("message").path("text").asString())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
