package chat.parley.hook;

import chat.parley.support.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** A receiver of webhooks that checks signatures as the text of Standard Webhooks says, independently of the server. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile int status = 204;
    private volatile String retryAfter = "";

    /** One request. */
    record Delivery(String id, long timestamp, String signature, byte[] body) {

        JsonNode json() {
            return Json.read(new String(body, StandardCharsets.UTF_8));
        }

        boolean isSignedWith(String secret) throws Exception {
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = id + "." + timestamp + "." + new String(body, StandardCharsets.UTF_8);
            String expected =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return List.of(signature.split(" ")).contains(expected);
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
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Receives further requests without answering them. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Answers the requests that were held, and further ones immediately. */
    void release() {
        CountDownLatch held = gate;
        gate = new CountDownLatch(0);
        held.countDown();
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
