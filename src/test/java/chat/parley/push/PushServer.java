package chat.parley.push;

import chat.parley.support.Certificate;
import chat.parley.support.Json;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.awaitility.Awaitility;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/** A push service on this machine, with the browsers that use it. It decrypts what it receives with their keys. */
public final class PushServer implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Certificate certificate = Certificate.make();
    private final Map<String, Device> devices = new ConcurrentHashMap<>();
    private final DisposableServer server;

    public PushServer() {
        try {
            var identity = SslContextBuilder.forServer(
                            certificate.chain().toFile(), certificate.key().toFile())
                    .build();
            server = HttpServer.create()
                    .host("127.0.0.1")
                    .port(0)
                    .secure(secure -> secure.sslContext(identity))
                    .handle(this::receive)
                    .bindNow();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Certificate certificate() {
        return certificate;
    }

    public int port() {
        return server.port();
    }

    public String origin() {
        return "https://localhost:" + server.port();
    }

    public Device device(String name) {
        return devices.computeIfAbsent(name, Device::new);
    }

    private Publisher<Void> receive(HttpServerRequest request, HttpServerResponse response) {
        Device device = devices.get(request.uri().substring(1));
        if (device == null) {
            return response.status(HttpResponseStatus.NOT_FOUND);
        }
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(body -> device.take(body, request.requestHeaders()))
                .flatMap(answer -> {
                    if (answer.equals(Answer.NONE)) {
                        return Mono.never();
                    }
                    response.status(answer.status());
                    answer.headers().forEach(response::header);
                    return response.send().then();
                })
                .switchIfEmpty(Mono.defer(() -> response.sendNotFound().then()));
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    /** An answer of the push service. */
    record Answer(int status, Map<String, String> headers) {

        static final Answer CREATED = new Answer(201, Map.of());

        /** Takes the message, and does not say so. */
        static final Answer NONE = new Answer(0, Map.of());
    }

    /** A message as a browser gets it. */
    public record Received(JsonNode payload, Map<String, String> headers, JsonNode claims) {

        public String kind() {
            return payload.path("kind").asString();
        }

        public long seq() {
            return payload.path("seq").asLong();
        }
    }

    /** A browser with one subscription. */
    public final class Device {

        private final String name;
        private final Receiver receiver = Receiver.random();
        private final List<Received> received = new CopyOnWriteArrayList<>();
        private volatile Function<Received, Answer> answers = message -> Answer.CREATED;

        private Device(String name) {
            this.name = name;
        }

        Receiver receiver() {
            return receiver;
        }

        /** The body with which this browser subscribes. */
        public Map<String, Object> form() {
            Map<String, Object> form = new HashMap<>();
            form.put("endpoint", origin() + "/" + name);
            form.put("keys", Map.of("p256dh", receiver.publicKey(), "auth", receiver.secret()));
            form.put("text", true);
            return form;
        }

        void answer(int status, Map<String, String> headers) {
            answers = message -> new Answer(status, headers);
        }

        void answer(Function<Received, Answer> function) {
            answers = function;
        }

        private Answer take(byte[] body, HttpHeaders headers) {
            Map<String, String> all = new HashMap<>();
            headers.forEach(header -> all.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            JsonNode payload = Json.read(new String(receiver.decrypt(body), StandardCharsets.UTF_8));
            Received message = new Received(payload, all, verified(all.getOrDefault("authorization", "")));
            Answer answer = answers.apply(message);
            received.add(message);
            return answer;
        }

        List<Received> received() {
            return List.copyOf(received);
        }

        public Received awaitNext(int before) {
            Awaitility.await().atMost(TIMEOUT).until(() -> received.size() > before);
            return received.get(before);
        }
    }

    /** Returns the claims of the token if its signature is valid (RFC 8292, section 2 and 3). */
    private static JsonNode verified(String authorization) {
        String token = authorization.replaceFirst("vapid t=([^,]+), k=.*", "$1");
        String key = authorization.replaceFirst("vapid t=[^,]+, k=", "");
        String[] parts = token.split("\\.");
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(P256.decode(Base64Url.decode(key)));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64Url.decode(parts[2]))) {
                throw new IllegalArgumentException("The signature is invalid");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
        return Json.read(new String(Base64Url.decode(parts[1]), StandardCharsets.UTF_8));
    }
}
