package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.MailServer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Exhausts each rate and exceeds it by one. Fails for a rate without an attempt here. */
class LimitsIT {

    private static final String REFUSED = "429 rate_limited";

    private static final MailServer mails = MailServer.start();
    private static ParleyServer server;
    private static Person person;
    private static String room;
    private static String invite;

    /**
     * The number of attempts that succeed, and a function that makes an attempt, given its number, and returns the
     * answer.
     */
    private record Attempt(int allowed, IntFunction<String> answer) {}

    @BeforeAll
    static void start() {
        server = mails.configure(ParleyServer.with())
                .property("parley.guests.enabled", "true")
                .property("parley.proxies.trusted", "127.0.0.1")
                .property("parley.limits.enabled", "true")
                .property("parley.limits.posts", "1 per 1h, burst 3")
                .property("parley.limits.frames", "1 per 1h, burst 30")
                .property("parley.limits.connections", "1 per 1h, burst 4")
                .property("parley.limits.opens", "1 per 1h, burst 5")
                .property("parley.limits.requests", "1 per 1h, burst 40")
                .property("parley.limits.handshakes", "1 per 1h, burst 10")
                .property("parley.limits.rooms", "1 per 1h, burst 4")
                .property("parley.limits.sign-ups", "1 per 1h, burst 4")
                .property("parley.limits.guests", "1 per 1h, burst 3")
                .property("parley.limits.log-ins-by-name", "1 per 1h, burst 5")
                .property("parley.limits.log-ins-by-name-and-address", "1 per 1h, burst 3")
                .property("parley.limits.log-ins-by-device", "1 per 1h, burst 4")
                .property("parley.limits.log-ins-by-address", "1 per 1h, burst 6")
                .property("parley.limits.password-changes", "1 per 1h, burst 3")
                .property("parley.limits.renames", "1 per 1h, burst 3")
                .property("parley.limits.invites", "1 per 1h, burst 5")
                .property("parley.limits.mailed-invites", "1 per 1h, burst 3")
                .property("parley.limits.email-codes", "1 per 1h, burst 3")
                .property("parley.limits.resets", "1 per 1h, burst 3")
                .property("parley.limits.pushes", "1 per 1h, burst 3")
                .property("parley.limits.searches", "1 per 1h, burst 3")
                .property("parley.limits.commands", "1 per 1h, burst 3")
                .property("parley.limits.uploads", "1 per 1h, burst 3")
                .start();
        person = Person.signUp(server, "person");
        room = person.makeRoom("limits");
        invite = person.post("/api/rooms/" + room + "/invites", Map.of())
                .json()
                .path("token")
                .asString();
    }

    @AfterAll
    static void stop() {
        server.close();
        mails.close();
    }

    @TestFactory
    Stream<DynamicTest> eachRateAllowsItsBurstAndRefusesOneMore() {
        return attempts().entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey().name(), () -> {
                    Attempt attempt = one.getValue();
                    IntStream.range(0, attempt.allowed())
                            .forEach(i -> assertThat(attempt.answer().apply(i))
                                    .as("%d", i)
                                    .isNotIn(REFUSED, "503 overloaded"));
                    assertThat(attempt.answer().apply(attempt.allowed()))
                            .isEqualTo(one.getKey() == Rate.HANDSHAKE ? "503 overloaded" : REFUSED);
                }));
    }

    @Test
    void everyRateIsLimited() {
        assertThat(attempts()).containsOnlyKeys(Rate.values());
    }

    private static Map<Rate, Attempt> attempts() {
        Map<Rate, Attempt> attempts = new LinkedHashMap<>();
        accounts(attempts);
        addresses(attempts);
        sockets(attempts);
        return attempts;
    }

    private static void accounts(Map<Rate, Attempt> attempts) {
        String path = "/api/rooms/" + room;
        attempts.put(
                Rate.POST,
                new Attempt(3, i -> send("POST", path + "/messages", Map.of("nonce", "n" + i, "text", "x"))));
        attempts.put(Rate.CREATE_ROOM, new Attempt(3, i -> send("POST", "/api/rooms", Map.of("name", "room" + i))));
        attempts.put(Rate.UPLOAD, new Attempt(3, i -> send("PUT", path + "/files/n" + i, Map.of())));
        attempts.put(Rate.INVITE, new Attempt(4, i -> send("POST", path + "/invites", Map.of())));
        attempts.put(
                Rate.MAIL_INVITE,
                new Attempt(3, i -> send("POST", "/api/invites/" + invite + "/mail", Map.of("address", address(i)))));
        attempts.put(
                Rate.CONFIRM_EMAIL,
                new Attempt(3, i -> send("PUT", "/api/account/email", Map.of("address", address(i)))));
        attempts.put(Rate.PUSH, new Attempt(3, i -> send("POST", "/api/push/none/test", Map.of())));
        attempts.put(
                Rate.COMMAND, new Attempt(3, i -> send("POST", path + "/commands/none/run", Map.of("nonce", "n" + i))));
        attempts.put(Rate.SEARCH, new Attempt(3, i -> send("GET", "/api/search?query=x" + i, Map.of())));
        attempts.put(
                Rate.RENAME, new Attempt(3, i -> send("PATCH", "/api/account", Map.of("display_name", "Name " + i))));
        Map<String, String> wrong = Map.of("current", "wrong", "replacement", "a good new one");
        attempts.put(Rate.CHANGE_PASSWORD, new Attempt(3, i -> send("PUT", "/api/account/password", wrong)));
    }

    private static String address(int number) {
        return "somebody-" + number + "@example.org";
    }

    private static void addresses(Map<Rate, Attempt> attempts) {
        Person visitor = Person.visiting(server.url());
        Map<String, String> taken = Map.of("username", "person", "password", Person.PASSWORD);
        attempts.put(Rate.SIGN_UP, new Attempt(4, i -> send(visitor, "192.0.2.1", "POST", "/api/accounts", taken)));
        attempts.put(
                Rate.RESET_BY_ADDRESS,
                new Attempt(
                        3,
                        i -> send(
                                visitor, "192.0.2.6", "POST", "/api/password-resets", Map.of("login", "nobody" + i))));
        attempts.put(Rate.REQUEST, new Attempt(40, i -> send(visitor, "192.0.2.9", "GET", "/api/session", Map.of())));
        attempts.put(
                Rate.ENTER_AS_GUEST,
                new Attempt(3, i -> send(visitor, "192.0.2.2", "POST", "/api/session/guest", taken)));
        attempts.put(Rate.LOG_IN_BY_NAME, new Attempt(5, i -> logIn(visitor, "198.51.100." + i, "anybody")));
        attempts.put(Rate.LOG_IN_BY_NAME_AND_ADDRESS, new Attempt(3, i -> logIn(visitor, "192.0.2.3", "somebody")));
        attempts.put(Rate.LOG_IN_BY_ADDRESS, new Attempt(6, i -> logIn(visitor, "192.0.2.4", "nobody" + i)));
        attempts.put(Rate.LOG_IN_BY_DEVICE, new Attempt(4, i -> logIn(person, "192.0.2.5", "person")));
    }

    private static void sockets(Map<Rate, Attempt> attempts) {
        Connection[] open = new Connection[2];
        attempts.put(Rate.OPEN, new Attempt(5, i -> {
            open[0] = i == 0 ? Person.signUp(server, "opener").connect() : open[0];
            return ask(open[0], "type", "watch");
        }));
        attempts.put(Rate.FRAME, new Attempt(30, i -> {
            open[1] = i == 0 ? Person.signUp(server, "framer").connect() : open[1];
            return ask(open[1], "type", "ping");
        }));
        attempts.put(Rate.CONNECT, new Attempt(4, i -> connect()));
        // After the seven handshakes above; without an Origin they open no socket
        attempts.put(Rate.HANDSHAKE, new Attempt(3, i -> send("GET", "/ws", Map.of())));
    }

    private static String connect() {
        Connection.Refused refused = catchThrowableOfType(
                Connection.Refused.class, () -> person.connect().close());
        return refused == null ? "" : refused.status() == 429 ? REFUSED : String.valueOf(refused.status());
    }

    private static String ask(Connection socket, Object... frame) {
        String code = socket.ask(frame).path("code").asString("");
        return code.equals("rate_limited") ? REFUSED : code;
    }

    private static String logIn(Person browser, String address, String username) {
        return send(browser, address, "POST", "/api/session", Map.of("username", username, "password", "wrong"));
    }

    private static String send(String method, String path, Object body) {
        return send(person, "127.0.0.1", method, path, body);
    }

    private static String send(Person browser, String address, String method, String path, Object body) {
        Answer answer = browser.send(browser.request(path)
                .header("X-Forwarded-For", address)
                .header("X-XSRF-TOKEN", browser.csrfToken())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.write(body))));
        return answer.status() + (answer.status() < 400 ? "" : " " + answer.code());
    }
}
