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
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
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
import tools.jackson.databind.JsonNode;

/**
 * Somebody with a browser's manners: keeps cookies, sends the CSRF token, speaks JSON, opens sockets. Everything goes
 * through the public API. Calls wait for their answers, ten seconds at most unless told otherwise.
 */
public final class Person {

    public static final String PASSWORD = "correct horse battery staple";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "person");
        thread.setDaemon(true);
        return thread;
    });

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(LIMIT)
            .executor(THREADS)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String username;
    private String site;
    private Duration patience = LIMIT;

    private Person(String site, String username) {
        this.site = site;
        this.username = username;
    }

    /** Somebody who has not signed in. */
    public static Person visiting(String site) {
        return new Person(site, "nobody");
    }

    /** Signs up under this name. */
    public static Person signUp(String site, String username) {
        Person person = new Person(site, username);
        person.post("/api/accounts", Map.of("username", username, "password", PASSWORD))
                .expect(201);
        return person;
    }

    public static Person signUp(ParleyServer server, String username) {
        return signUp(server.url(), username);
    }

    /** Logs in to an account that exists, with a browser of its own. */
    public static Person logIn(String site, String username) {
        Person person = new Person(site, username);
        person.post("/api/session", Map.of("username", username, "password", PASSWORD))
                .expect(200);
        return person;
    }

    /** The same browser from now on at another address of the same site, such as another node. */
    public Person at(String otherSite) {
        site = otherSite;
        return this;
    }

    public Person at(ParleyServer server) {
        return at(server.url());
    }

    /** Waits no longer than this for an answer from now on. */
    public Person patience(Duration limit) {
        patience = limit;
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

    /** Makes a public room and returns its id. */
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

    /** Becomes a member of a public room. */
    public Person join(String room) {
        Answer answer = put("/api/rooms/" + room + "/members/me", Map.of());
        answer.expect(answer.status() / 100 == 2 ? answer.status() : 200);
        return this;
    }

    /** Posts over HTTP under a new nonce; the answer has seq and revision. */
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

    /** Sends a request of the test's own making; {@link #request(String)} begins one. */
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.timeout(patience).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A request with this browser's cookies and nothing else. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site + path)).header("Accept", "application/json");
    }

    /** The value of {@code XSRF-TOKEN}, as the pages' scripts read it. */
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

    /** All of them, as the header {@code Cookie} carries them. */
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

    /** Opens {@code /ws} for a listener of the test's own, without waiting. */
    public CompletableFuture<WebSocket> dial(WebSocket.Listener listener) {
        return client.newWebSocketBuilder()
                .connectTimeout(patience)
                .header("Origin", site)
                .subprotocols("parley.v1")
                .buildAsync(socketAddress("/ws"), listener);
    }

    /** Opens any socket of the site with its own Origin. */
    public Connection connect(String path, @Nullable String subprotocol) {
        return connect(path, subprotocol, socket -> socket.header("Origin", origin()));
    }

    /** The site without the path that it may have. */
    private String origin() {
        return site.replaceFirst("^(\\w+://[^/]+).*", "$1");
    }

    /** Opens a socket with the headers that the test sets; {@link Connection.Refused} if the site will not. */
    public Connection connect(String path, @Nullable String subprotocol, UnaryOperator<WebSocket.Builder> headers) {
        WebSocket.Builder socket = headers.apply(client.newWebSocketBuilder().connectTimeout(LIMIT));
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
