package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.AnsweringProgram;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands of a room that a program answers. */
@ParameterizedClass(name = "{0}")
@MethodSource("databases")
class SlashCommandsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final AnsweringProgram PROGRAM = new AnsweringProgram();
    private static final ParleyServer H2 = start(ParleyServer.with());
    private static final ParleyServer POSTGRESQL = start(ParleyServer.with().database(PostgresServer.freshDatabase()));
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static int count;

    private final ParleyServer server;
    private final Person ada;
    private final Person bob;
    private String room = "";
    private long hook;

    SlashCommandsIT(String name, ParleyServer server) {
        this.server = server;
        count++;
        ada = Person.signUp(server, "ada" + count);
        bob = Person.signUp(server, "bob" + count);
    }

    static Stream<Arguments> databases() {
        return Stream.of(Arguments.of("H2", H2), Arguments.of("PostgreSQL", POSTGRESQL));
    }

    private static ParleyServer start(ParleyServer.Setup setup) {
        return setup.property("parley.egress.allow", AnsweringProgram.ADDRESS)
                .property("parley.egress.ports", "80,443," + PROGRAM.port())
                .property("parley.limits.rooms", "1000 per 1s, burst 1000")
                .start();
    }

    @AfterAll
    static void stop() {
        PROGRAM.reset();
        THREADS.shutdown();
    }

    @BeforeEach
    void makeRoom() {
        PROGRAM.reset();
        room = ada.makeRoom("room-" + count);
        bob.join(room);
        hook = ada.post(path("hooks"), Map.of("name", "Deploy bot"))
                .expect(201)
                .json()
                .path("id")
                .asLong();
    }

    @Test
    void callIsSignedAndNamesRoomAccountAndText() {
        String secret = create("deploy").path("secret").asString();
        PROGRAM.answer(200, "{\"text\":\"On it\",\"visibility\":\"private\"}");

        JsonNode result = run(bob, "deploy", "web to production").expect(200).json();

        assertThat(result.path("visibility").asString()).isEqualTo("private");
        assertThat(result.path("text").asString()).isEqualTo("On it");
        AnsweringProgram.Request request = PROGRAM.requests().get(0);
        assertThat(request.isSignedWith(secret)).isTrue();
        JsonNode call = request.json();
        assertThat(call.path("type").asString()).isEqualTo("command");
        assertThat(call.path("id").asString())
                .isEqualTo(request.id())
                .isEqualTo(result.path("id").asString());
        assertThat(call.path("room").path("id").asString()).isEqualTo(room);
        assertThat(call.path("account").path("username").asString()).isEqualTo(bob.username());
        assertThat(call.path("command").asString()).isEqualTo("deploy");
        assertThat(call.path("text").asString()).isEqualTo("web to production");
        assertThat(call.path("test").asBoolean()).isFalse();
        assertThat(texts()).isEmpty();
    }

    @Test
    void answerForTheRoomIsPostedByTheWebhooksBot() {
        create("deploy");
        PROGRAM.answer(200, "{\"text\":\"Deploying *web*\",\"response_type\":\"in_channel\"}");

        JsonNode result = run(bob, "Deploy", "web").expect(200).json();

        JsonNode message = messages().get(0);
        assertThat(message.path("text").asString()).isEqualTo("Deploying **web**");
        assertThat(message.path("author").asString()).startsWith("deploy-bot");
        assertThat(result.path("seq").asLong()).isEqualTo(message.path("seq").asLong());
        assertThat(result.path("text").isNull()).isTrue();
    }

    @Test
    void emptyAnswerShowsNothing() {
        create("deploy");
        PROGRAM.answer(204, "");
        assertThat(run(bob, "deploy", null)
                        .expect(200)
                        .json()
                        .path("visibility")
                        .asString())
                .isEqualTo("none");
        assertThat(PROGRAM.requests().get(0).json().path("text").asString()).isEmpty();
    }

    @Test
    void mentionOfEverybodyNeedsTheWebhooksPermission() {
        create("deploy");
        PROGRAM.answer(200, "{\"text\":\"@here look\",\"visibility\":\"room\"}");
        run(bob, "deploy", "").expect(200);
        assertThat(messages().get(0).path("here").asBoolean()).isFalse();
        assertThat(texts()).containsExactly("\\@here look");

        ada.patch(path("hooks/" + hook), Map.of("mentions_here", true)).expect(200);
        run(bob, "deploy", "").expect(200);
        assertThat(texts()).containsExactly("\\@here look", "@here look");
        assertThat(messages().get(1).path("here").asBoolean()).isTrue();
    }

    /** The grammar of messages and the conversion of foreign texts disagree about such code. */
    @ParameterizedTest
    @ValueSource(strings = {"\\`@here\\`", "x ``` @here\n> ```", "\\``@here``", "a ~~~ @here", "```\nb\n``` @here"})
    void textInOddCodeMentionsNobodyWithoutThePermission(String text) {
        create("deploy");
        PROGRAM.answer(200, new JsonMapper().writeValueAsString(Map.of("text", text, "visibility", "room")));
        run(bob, "deploy", "").expect(200);

        assertThat(messages().get(0).path("here").asBoolean()).isFalse();
    }

    @Test
    void repetitionHasTheSameIdAndPostsOnce() {
        create("deploy");
        PROGRAM.answer(200, "{\"text\":\"once\",\"visibility\":\"private\"}");
        Map<String, String> form = Map.of("nonce", "n", "text", "web");
        bob.post(path("commands/deploy/run"), form).expect(200);
        PROGRAM.answer(200, "{\"text\":\"again\",\"visibility\":\"room\"}");
        JsonNode posted =
                bob.post(path("commands/deploy/run"), form).expect(200).json();
        PROGRAM.answer(200, "{\"text\":\"other\",\"visibility\":\"room\"}");
        JsonNode repeated =
                bob.post(path("commands/deploy/run"), form).expect(200).json();

        assertThat(repeated).isEqualTo(posted);
        assertThat(texts()).containsExactly("again");
        assertThat(PROGRAM.requests()).hasSize(2);
        assertThat(PROGRAM.requests().get(0).id())
                .isEqualTo(PROGRAM.requests().get(1).id());
        ada.post(path("commands/deploy/run"), form).expect(200);
        assertThat(PROGRAM.requests().get(2).id())
                .isNotEqualTo(PROGRAM.requests().get(0).id());
    }

    @Test
    void simultaneousRepetitionsPostOnce() {
        create("deploy");
        PROGRAM.answer(200, "{\"text\":\"once\",\"visibility\":\"room\"}");
        PROGRAM.hold();
        Map<String, String> form = Map.of("nonce", "n", "text", "web");
        List<CompletableFuture<Answer>> runs = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> bob.post(path("commands/deploy/run"), form)))
                .toList();
        eventually(() -> PROGRAM.requests().size() == 2);
        PROGRAM.release();

        List<Answer> answers = runs.stream()
                .map(CompletableFuture::join)
                .map(run -> run.expect(200))
                .toList();
        assertThat(answers.get(0).json()).isEqualTo(answers.get(1).json());
        assertThat(texts()).containsExactly("once");
    }

    @Test
    void faultsOfTheProgramAreRefusedAndPostNothing() {
        create("deploy");
        String text = "{\"text\":\"x\",\"visibility\":\"room\"";
        PROGRAM.answer(500, text + "}");
        assertFails(502, "command_failed");
        PROGRAM.redirect(PROGRAM.url() + "/other");
        assertFails(502, "command_failed");
        PROGRAM.cutOff(text + "}");
        assertFails(502, "command_failed");
        PROGRAM.answer(200, "not json");
        assertFails(502, "command_answer_invalid");
        PROGRAM.answer(200, text + ",\"more\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");
        assertFails(502, "command_answer_invalid");
        PROGRAM.answer(200, "{\"text\":\"" + "x".repeat(4_001) + "\",\"visibility\":\"room\"}");
        assertFails(502, "command_answer_invalid");
        PROGRAM.answer(200, "{\"text\":\"a\\u0000b\",\"visibility\":\"room\"}");
        assertFails(502, "command_answer_invalid");
        assertThat(texts()).isEmpty();
        PROGRAM.requests()
                .forEach(request ->
                        assertThat(request.json().path("command").asString()).isEqualTo("deploy"));
    }

    @Test
    void unreachableProgramIsRefused() {
        create("deploy");
        ada.patch(path("commands/deploy"), Map.of("url", "http://localhost:" + PROGRAM.port() + "/"))
                .expect(200);

        assertThat(assertFails(502, "command_failed").text()).contains("no public address");
    }

    @Test
    void silentProgramIsGivenUpAfterThreeSeconds() {
        create("deploy");
        PROGRAM.hold();
        assertFails(504, "command_timed_out");
        PROGRAM.release();
        PROGRAM.answer(200, "{\"text\":\"x\"}");
        run(bob, "deploy", "").expect(200);
    }

    @Test
    void commandThatIsRemovedWhileItRunsPostsNothing() {
        create("deploy");
        assertEndsWhileRunning(() -> ada.delete(path("commands/deploy")).expect(204), 404, "command_not_found");
        create("deploy");
        assertEndsWhileRunning(
                () -> {
                    ada.delete(path("commands/deploy")).expect(204);
                    create("deploy");
                },
                404,
                "command_not_found");
        assertEndsWhileRunning(
                () -> ada.put(path("bans/" + bob.username()), Map.of()).expect(204), 403, "banned");
    }

    private void assertEndsWhileRunning(Runnable end, int status, String code) {
        PROGRAM.reset();
        PROGRAM.answer(200, "{\"text\":\"late\",\"visibility\":\"room\"}");
        PROGRAM.hold();
        CompletableFuture<Answer> run = CompletableFuture.supplyAsync(() -> run(bob, "deploy", ""), THREADS);
        eventually(() -> PROGRAM.requests().size() == 1);
        end.run();
        PROGRAM.release();
        Answer answer = run.join();
        // On a busy machine the change may take longer than the limit of the call.
        if (answer.status() != 504) {
            assertThat(answer.expect(status).code()).isEqualTo(code);
        }
        assertThat(texts()).isEmpty();
    }

    @Test
    void onlyPeopleWhoMayPostRunCommands() {
        create("deploy");
        Person carl = Person.signUp(server, "carl" + count);
        assertThat(run(carl, "deploy", "").expect(403).code()).isEqualTo("not_a_member");
        run(Person.visiting(server.url()), "deploy", "").expect(401);
        ada.put(path("bans/" + bob.username()), Map.of()).expect(204);
        assertThat(run(bob, "deploy", "").expect(403).code()).isEqualTo("banned");
        String secret = ada.makeRoom("secret-" + count, "private");
        assertThat(bob.post("/api/rooms/" + secret + "/commands/deploy/run", Map.of("nonce", "n"))
                        .expect(404)
                        .code())
                .isEqualTo("room_not_found");
        bob.get("/api/rooms/" + secret + "/commands").expect(404);
        ada.delete("/api/rooms/" + room).expect(204);
        assertThat(run(ada, "deploy", "").expect(409).code()).isEqualTo("room_archived");
        assertThat(PROGRAM.requests()).isEmpty();
    }

    @Test
    void tokensNeedTheScopeToWrite() {
        create("deploy");
        String run = path("commands/deploy/run");
        assertThat(byToken(List.of("read", "manage"), "POST", run, "{\"nonce\":\"n\"}")
                        .expect(403)
                        .code())
                .isEqualTo("insufficient_scope");
        byToken(List.of("write"), "POST", run, "{\"nonce\":\"n\"}").expect(200);
        String form = Json.write(form("other"));
        byToken(List.of("manage", "read"), "POST", path("commands"), form).expect(403);
        byToken(List.of("manage", "write"), "POST", path("commands"), form).expect(201);
        assertThat(byToken(List.of("read"), "GET", path("commands"), "")
                        .expect(200)
                        .text())
                .contains("deploy")
                .doesNotContain(PROGRAM.url());
    }

    @Test
    void membersListCommandsWithoutUrlsAndSecrets() {
        JsonNode made = create("deploy");
        assertThat(made.path("secret").asString()).startsWith("whsec_");
        String listed = bob.get(path("commands")).expect(200).text();
        assertThat(listed)
                .contains("\"deploy\"", "Deploys a service", "service to environment")
                .doesNotContain("whsec_", PROGRAM.url());
        assertThat(ada.get(path("commands")).expect(200).text())
                .contains(PROGRAM.url())
                .doesNotContain("whsec_");
    }

    @Test
    void badFormsAreRefused() {
        create("deploy");
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                with("name", "me"),
                with("name", "/Help"),
                with("name", "two words"),
                with("name", "2"),
                with("name", "x".repeat(33)),
                with("name", "d\u0435ploy"),
                with("name", "DEPLOY"),
                with("description", "x".repeat(129)),
                with("description", "a\nb"),
                with("usage", "\u202e"),
                with("url", "http://10.0.0.1/"),
                with("url", "http://127.0.0.1/"),
                with("url", "http://[::ffff:127.0.0.1]/"),
                with("url", "http://" + AnsweringProgram.ADDRESS + ":1/"),
                with("url", "ftp://example.org/"),
                with("url", "https://example.org/" + "x".repeat(2_048)),
                with("hook", 0),
                Map.of("name", "other"))) {
            assertThat(ada.post(path("commands"), bad).expect(400).code()).isEqualTo("invalid");
        }
        assertThat(ada.patch(path("commands/deploy"), Map.of("url", "http://10.0.0.1/"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        bob.post(path("commands"), form("other")).expect(403);
        bob.delete(path("commands/deploy")).expect(403);
        bob.post(path("commands/deploy/test"), Map.of("nonce", "n")).expect(403);
        assertThat(run(bob, "unknown", "").expect(404).code()).isEqualTo("command_not_found");
        assertThat(run(bob, "deploy", "x".repeat(4_001)).expect(400).code()).isEqualTo("text_too_long");
        bob.post(path("commands/deploy/run"), Map.of("text", "x")).expect(400);
        assertThat(byToken(
                                List.of("write"),
                                "POST",
                                path("commands/deploy/run"),
                                "{\"nonce\":\"n\",\"text\":\"\\ud800\"}")
                        .expect(400)
                        .text())
                .contains("\"code\"");
        assertThat(PROGRAM.requests()).isEmpty();
    }

    @Test
    void oneOfTwoSimultaneousCommandsWithTheSameNameIsCreated() {
        for (int round = 0; round < 5; round++) {
            String name = "same-" + round;
            List<CompletableFuture<Answer>> both = IntStream.range(0, 2)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> ada.post(path("commands"), form(name))))
                    .toList();
            assertThat(both.stream().map(CompletableFuture::join).map(Answer::status))
                    .containsExactlyInAnyOrder(201, 400);
        }
    }

    @Test
    void roomHasAtMostFiftyCommands() {
        for (int i = 0; i < CommandService.MAX_COMMANDS; i++) {
            create("c" + i);
        }
        assertThat(ada.post(path("commands"), form("more")).expect(400).text()).contains("too_many");
    }

    @Test
    void commandIsChangedTestedAndDeleted() {
        create("deploy");
        JsonNode changed = ada.patch(path("commands/deploy"), Map.of("name", "ship", "usage", ""))
                .expect(200)
                .json();
        assertThat(changed.path("name").asString()).isEqualTo("ship");
        assertThat(changed.path("description").asString()).isEqualTo("Deploys a service");
        PROGRAM.answer(200, "{\"text\":\"tested\",\"visibility\":\"room\"}");

        JsonNode tested = ada.post(path("commands/ship/test"), Map.of("nonce", "n", "text", "x"))
                .expect(200)
                .json();

        assertThat(tested.path("text").asString()).isEqualTo("tested");
        assertThat(tested.path("visibility").asString()).isEqualTo("room");
        assertThat(PROGRAM.requests().get(0).json().path("test").asBoolean()).isTrue();
        assertThat(texts()).isEmpty();
        ada.delete(path("commands/ship")).expect(204);
        assertThat(run(bob, "ship", "").expect(404).code()).isEqualTo("command_not_found");
    }

    @Test
    void deletingAWebhookDeletesItsCommands() {
        create("deploy");
        ada.delete(path("hooks/" + hook)).expect(204);
        assertThat(run(bob, "deploy", "").expect(404).code()).isEqualTo("command_not_found");
        assertThat(bob.get(path("commands")).json().path("commands")).isEmpty();
    }

    @Test
    void commandIsOffAfterItsCreatorHasLeftUntilTheOwnerSavesIt() {
        create("deploy");
        ada.put(path("members/" + bob.username()), Map.of("role", "owner")).expect(200);
        ada.delete(path("members/me")).expect(204);

        assertThat(run(bob, "deploy", "").expect(409).code()).isEqualTo("command_disabled");
        assertThat(bob.get(path("commands"))
                        .json()
                        .path("commands")
                        .get(0)
                        .path("available")
                        .asBoolean())
                .isFalse();
        bob.patch(path("commands/deploy"), Map.of("url", PROGRAM.url())).expect(200);
        run(bob, "deploy", "").expect(200);
    }

    @Test
    void commandIsOffWhileItsBotIsNotInTheRoom() {
        create("deploy");
        String bot = ada.get(path("hooks"))
                .json()
                .path("hooks")
                .get(0)
                .path("username")
                .asString();
        ada.delete(path("members/" + bot)).expect(204);
        assertThat(run(bob, "deploy", "").expect(409).code()).isEqualTo("command_disabled");
        assertThat(PROGRAM.requests()).isEmpty();
    }

    /** Somebody waits for each answer, so no call is queued. */
    @Test
    void oneCallerCannotOccupyAllCalls() {
        create("deploy");
        PROGRAM.hold();
        List<CompletableFuture<Answer>> runs = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> run(bob, "deploy", ""), THREADS))
                .toList();

        List<Integer> statuses =
                runs.stream().map(CompletableFuture::join).map(Answer::status).toList();

        assertThat(statuses).containsOnly(503, 504);
        PROGRAM.release();
        run(ada, "deploy", "").expect(200);
    }

    private String path(String rest) {
        return "/api/rooms/" + room + "/" + rest;
    }

    private JsonNode create(String name) {
        return ada.post(path("commands"), form(name)).expect(201).json();
    }

    private Map<String, Object> form(String name) {
        return with("name", name);
    }

    private Map<String, Object> with(String field, Object value) {
        Map<String, Object> form = new HashMap<>(Map.of(
                "hook", hook,
                "name", "some",
                "description", "Deploys a service",
                "usage", "service to environment",
                "url", PROGRAM.url()));
        form.put(field, value);
        return form;
    }

    private Answer run(Person person, String name, @Nullable String text) {
        Map<String, Object> form = new HashMap<>(Map.of("nonce", Person.nonce()));
        form.put("text", text);
        return person.post(path("commands/" + name + "/run"), form);
    }

    private Answer assertFails(int status, String code) {
        Answer answer = run(bob, "deploy", "").expect(status);
        assertThat(answer.code()).isEqualTo(code);
        return answer;
    }

    private Answer byToken(List<String> scopes, String method, String path, String body) {
        String token = ada.post("/api/account/tokens", Map.of("name", "bot", "scopes", scopes))
                .expect(201)
                .json()
                .path("token")
                .asString();
        Person program = Person.visiting(server.url());
        return program.send(program.request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private List<JsonNode> messages() {
        return ada.get(path("messages"))
                .expect(200)
                .json()
                .path("messages")
                .valueStream()
                .toList();
    }

    private List<String> texts() {
        return messages().stream()
                .map(message -> message.path("text").asString())
                .toList();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(LIMIT).until(condition);
    }
}
