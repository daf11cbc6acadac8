package chat.parley.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prepares a load on a Parley server: signed-in people and rooms. */
final class ParleyApi {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final int MAX_CONCURRENT_REQUESTS = 16;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String site;
    private final String names =
            "b" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 32), Character.MAX_RADIX);
    private final List<String> cookies = new ArrayList<>();
    private boolean guests = true;
    private int created;
    private @Nullable String csrf;
    private @Nullable String owner;

    ParleyApi(String site) {
        this.site = site;
    }

    String site() {
        return site;
    }

    /** Creates a public room. */
    String makeRoom() {
        created++;
        HttpResponse<String> created =
                send(post("/api/rooms", owner(), "{\"name\":\"" + names + "-" + this.created + "\"}"));
        Matcher id = ID.matcher(expect(created, 201).body());
        if (!id.find()) {
            throw new IllegalStateException("A room without an id: " + created.body());
        }
        return id.group(1);
    }

    /**
     * Returns the cookies of this many different people; the same people on each call. They are guests if guests are
     * enabled, because guests need no password hashing, otherwise full accounts.
     */
    List<String> people(int count) {
        owner();
        Semaphore atOnce = new Semaphore(MAX_CONCURRENT_REQUESTS);
        List<CompletableFuture<String>> pending = new ArrayList<>();
        for (int i = cookies.size(); i < count; i++) {
            atOnce.acquireUninterruptibly();
            pending.add(enter(names + "." + i).whenComplete((cookie, failure) -> atOnce.release()));
        }
        pending.forEach(cookie -> cookies.add(cookie.join()));
        return List.copyOf(cookies.subList(0, count));
    }

    private CompletableFuture<String> enter(String name) {
        HttpRequest.Builder request =
                guests ? post("/api/session/guest", "", "{\"username\":\"" + name + "\"}") : signUp(name);
        return client.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(answer -> session(expect(answer, 201)));
    }

    private HttpRequest.Builder signUp(String name) {
        return post("/api/accounts", "", "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
    }

    /** The session of a full account, which owns the rooms. */
    String owner() {
        String cookie = owner;
        if (cookie == null) {
            cookie = session(expect(send(signUp(names)), 201));
            owner = cookie;
            guests = send(post("/api/session/guest", "", "{\"username\":\"" + names + ".guest\"}"))
                            .statusCode()
                    == 201;
        }
        return cookie;
    }

    private String csrf() {
        String token = csrf;
        if (token == null) {
            token = cookie(send(request("/api/session").GET()), "XSRF-TOKEN");
            csrf = token;
        }
        return token;
    }

    private static String session(HttpResponse<String> signedIn) {
        return signedIn.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .filter(cookie -> !cookie.startsWith("XSRF-TOKEN="))
                .collect(Collectors.joining("; "));
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(site + path)).timeout(TIMEOUT).header("Accept", "application/json");
    }

    private HttpRequest.Builder post(String path, String session, String body) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", csrf())
                .header("Cookie", "XSRF-TOKEN=" + csrf() + (session.isEmpty() ? "" : "; " + session))
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
    }

    private static HttpResponse<String> expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }
}
