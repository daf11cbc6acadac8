package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import tools.jackson.databind.JsonNode;

/**
 * A test client that behaves like a browser: it keeps cookies, sends the CSRF token, uses JSON and opens sockets.
 * Everything goes through the public API. Calls wait for their answers, one minute at most by default.
 */
public final class Person {

    public static final String PASSWORD = "correct horse battery staple";

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "person");
        thread.setDaemon(true);
        return thread;
    });

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(TIMEOUT)
            .executor(THREADS)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String username;
    private String site;
    private Duration timeout = TIMEOUT;

    private Person(String site, String username) {
        this.site = site;
        this.username = username;
    }

    /** A client without a session. */
    public static Person visiting(String site) {
        return new Person(site, "nobody");
    }

    /** Signs up with this name. */
    public static Person signUp(String site, String username) {
        Person person = new Person(site, username);
        person.post("/api/accounts", Map.of("username", username, "password", PASSWORD))
                .expect(201);
        return person;
    }

    public static Person signUp(ParleyServer server, String username) {
        return signUp(server.url(), username);
    }

    /** Logs in to an existing account, in a new browser. */
    public static Person logIn(String site, String username) {
        Person person = new Person(site, username);
        person.post("/api/session", Map.of("username", username, "password", PASSWORD))
                .expect(200);
        return person;
    }

    /** Sends further requests to another address of the same site, such as another node. */
    public Person at(String otherSite) {
        site = otherSite;
        return this;
    }

    public Person at(ParleyServer server) {
        return at(server.url());
    }

    /** Limits the wait for further answers. */
    public Person patience(Duration limit) {
        timeout = limit;
        return this;
    }

    public String username() {
        return username;
    }

    public String site() {
        return site;
    }

    public Answer logOut() {
        return delete("/api/session");
    }

    /** Creates a public room and returns its id. */
    public String makeRoom(String name) {
        return makeRoom(name, "public");
    }

    public String makeRoom(String name, String kind) {
        return post("/api/rooms", Map.of("name", name, "kind", kind))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /** Joins a public room. */
    public Person join(String room) {
        Answer answer = put("/api/rooms/" + room + "/members/me", Map.of());
        answer.expect(answer.status() / 100 == 2 ? answer.status() : 200);
        return this;
    }

    /** Posts over HTTP with a new nonce; the answer has seq and revision. */
    public JsonNode say(String room, String text) {
        return post("/api/rooms/" + room + "/messages", Map.of("nonce", nonce(), "text", text))
                .expect(201)
                .json();
    }

    public static String nonce() {
        return UUID.randomUUID().toString();
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, Object body) {
        return send(withBody("POST", path, body));
    }

    public Answer put(String path, Object body) {
        return send(withBody("PUT", path, body));
    }

    public Answer patch(String path, Object body) {
        return send(withBody("PATCH", path, body));
    }

    public Answer delete(String path) {
        return send(request(path).header("X-XSRF-TOKEN", csrfToken()).DELETE());
    }

    /** Sends a custom request, begun with {@link #request(String)}. */
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.timeout(timeout).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Uploads a file. */
    public Answer upload(String path, String name, String type, byte[] bytes) {
        return send(request(path)
                .header("X-XSRF-TOKEN", csrfToken())
                .header("Content-Type", type)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .PUT(BodyPublishers.ofByteArray(bytes)));
    }

    /** Sends a request and returns the body as bytes. */
    public HttpResponse<byte[]> download(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(timeout).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request with this client's cookies and no other credentials. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site + path)).header("Accept", "application/json");
    }

    /** The value of {@code XSRF-TOKEN}, as read by the pages' scripts. */
    public String csrfToken() {
        Optional<String> known = cookie("XSRF-TOKEN");
        if (known.isEmpty()) {
            get("/api/session");
            known = cookie("XSRF-TOKEN");
        }
        return known.orElseThrow(() -> new IllegalStateException("The site set no CSRF cookie"));
    }

    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** All cookies, in the form of the {@code Cookie} header. */
    public String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    public void forgetCookies() {
        cookies.getCookieStore().removeAll();
    }

    /** Opens {@code /ws} and waits for its {@code welcome}. */
    public Connection connect() {
        Connection connection = connect("/ws", "parley.v1");
        connection.awaitType("welcome");
        return connection;
    }

    /** Opens {@code /ws} with a given listener, without waiting. */
    public CompletableFuture<WebSocket> dial(WebSocket.Listener listener) {
        return client.newWebSocketBuilder()
                .connectTimeout(timeout)
                .header("Origin", site)
                .subprotocols("parley.v1")
                .buildAsync(socketAddress("/ws"), listener);
    }

    /** Opens any socket of the site with the site's Origin. */
    public Connection connect(String path, @Nullable String subprotocol) {
        return connect(path, subprotocol, socket -> socket.header("Origin", origin()));
    }

    /** The site's address without a path. */
    private String origin() {
        return site.replaceFirst("^(\\w+://[^/]+).*", "$1");
    }

    /** Opens a socket with custom headers; throws {@link Connection.Refused} if the handshake is refused. */
    public Connection connect(String path, @Nullable String subprotocol, UnaryOperator<WebSocket.Builder> headers) {
        WebSocket.Builder socket = headers.apply(client.newWebSocketBuilder().connectTimeout(TIMEOUT));
        if (subprotocol != null) {
            socket.subprotocols(subprotocol);
        }
        return Connection.open(socket, socketAddress(path));
    }

    private URI socketAddress(String path) {
        return URI.create(site.replaceFirst("^http", "ws") + path);
    }

    private HttpRequest.Builder withBody(String method, String path, Object body) {
        return request(path)
                .header("X-XSRF-TOKEN", csrfToken())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body instanceof String text ? text : Json.write(body)));
    }
}
