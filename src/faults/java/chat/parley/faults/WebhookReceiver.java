package chat.parley.faults;

import chat.parley.faults.WebhookHistory.Delivery;
import chat.parley.support.Json;
import chat.parley.support.Person;
import chat.parley.support.StandardWebhooks;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Receives the webhooks of rooms, and fails at random in each way that a receiver can fail. */
final class WebhookReceiver implements AutoCloseable {

    /** Far longer than the time limit of an attempt, even if the node is frozen meanwhile. */
    private static final Duration LATE = Duration.ofSeconds(12);

    private final Random random;
    private final int port;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "webhook-receiver");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private volatile boolean reliable;
    private HttpServer server;

    WebhookReceiver(Random random) {
        this.random = random;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    private HttpServer listen(int wantedPort) {
        try {
            HttpServer listening =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 0);
            listening.setExecutor(threads);
            listening.createContext("/", this::receive);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A webhook of a room, and what was received. */
    private record Subscription(String secret, long start, List<Delivery> deliveries) {}

    /** How a request is answered. */
    private enum Reaction {
        OK,
        ERROR,
        /** 200 long after the end of the attempt. */
        LATE,
        /** The connection ends before the answer. */
        CLOSED,
        /** The connection ends in the middle of a 200, which the server may count as a success. */
        TRUNCATED;

        boolean accepts() {
            return this == OK || this == TRUNCATED;
        }
    }

    int port() {
        return port;
    }

    /** Creates a webhook that sends the room's changes to this receiver. */
    void subscribe(Person owner, String room) {
        String url = "http://127.0.0.1:" + port() + "/" + room;
        JsonNode hook = owner.post("/api/rooms/" + room + "/hooks", Map.of("name", "Receiver", "url", url))
                .expect(201)
                .json();
        subscriptions.put(
                room,
                new Subscription(
                        hook.path("secret").asString(),
                        hook.path("sending").path("revision").asLong(),
                        new ArrayList<>()));
    }

    /** Ends all connections and refuses new ones. */
    void leave() {
        server.stop(0);
    }

    /** Accepts connections again. */
    void comeBack() {
        server = listen(port);
    }

    /** Answers all further requests with 200. */
    void recover() {
        reliable = true;
    }

    /** Returns what was received so far. */
    List<WebhookHistory> webhooks() {
        return subscriptions.entrySet().stream()
                .map(entry -> webhook(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static WebhookHistory webhook(String room, Subscription subscription) {
        synchronized (subscription) {
            return new WebhookHistory(room, subscription.start, List.copyOf(subscription.deliveries));
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        Subscription subscription =
                subscriptions.get(exchange.getRequestURI().getPath().substring(1));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Reaction reaction = reaction();
        if (subscription == null) {
            answer(exchange, 404, 0);
            return;
        }
        synchronized (subscription) {
            subscription.deliveries.add(
                    delivery(exchange.getRequestHeaders(), body, subscription.secret, reaction.accepts()));
        }
        react(exchange, reaction);
    }

    private static Delivery delivery(Headers headers, byte[] body, String secret, boolean accepted) {
        String id = headers.getFirst("Webhook-Id");
        JsonNode frame = Json.read(new String(body, StandardCharsets.UTF_8));
        return new Delivery(
                id,
                frame.path("after").asLong(),
                frame.path("revision").asLong(),
                frame.path("changes").valueStream().flatMap(Row::of).toList(),
                StandardWebhooks.isSigned(
                        secret, id, headers.getFirst("Webhook-Timestamp"), body, headers.getFirst("Webhook-Signature")),
                accepted);
    }

    private Reaction reaction() {
        int dice = random.nextInt(100);
        if (reliable || dice < 75) {
            return Reaction.OK;
        }
        return dice < 83
                ? Reaction.ERROR
                : dice < 87 ? Reaction.LATE : dice < 94 ? Reaction.CLOSED : Reaction.TRUNCATED;
    }

    private void react(HttpExchange exchange, Reaction reaction) throws IOException {
        switch (reaction) {
            case OK -> answer(exchange, 200, 0);
            case ERROR -> answer(exchange, 500, 0);
            case LATE ->
                threads.schedule(
                        () -> {
                            answer(exchange, 200, 0);
                            return true;
                        },
                        LATE.toMillis(),
                        TimeUnit.MILLISECONDS);
            case CLOSED -> exchange.close();
            case TRUNCATED -> answer(exchange, 200, 1_000);
        }
    }

    /** @param missing the length of a body that is announced but not sent */
    private static void answer(HttpExchange exchange, int status, int missing) throws IOException {
        exchange.sendResponseHeaders(status, missing == 0 ? -1 : missing);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
