package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** If names that look alike are requested at the same moment, on any nodes, one of them is accepted. */
@ParameterizedClass
@EnumSource(SimultaneousNamesIT.Nodes.class)
class SimultaneousNamesIT {

    private static final int ROUNDS = 3;
    private static final int REQUESTS = 12;

    private final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
    private final Nodes nodes;
    private List<Person> people = List.of();

    SimultaneousNamesIT(Nodes nodes) {
        this.nodes = nodes;
    }

    enum Nodes {
        ONE_ON_H2 {
            @Override
            List<ParleyServer> start() {
                return List.of(ParleyServer.start());
            }
        },
        TWO_ON_POSTGRESQL {
            @Override
            List<ParleyServer> start() {
                PostgresServer.Database database = PostgresServer.freshDatabase();
                return List.of(
                        ParleyServer.with().database(database).start(),
                        ParleyServer.with().database(database).start());
            }
        };

        private List<ParleyServer> servers = List.of();

        abstract List<ParleyServer> start();

        synchronized List<ParleyServer> servers() {
            servers = servers.isEmpty() ? start() : servers;
            return servers;
        }
    }

    @BeforeEach
    void signUp() {
        people = IntStream.range(0, REQUESTS)
                .mapToObj(number -> Person.signUp(site(number), SharedServer.unique("p" + number)))
                .toList();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private String site(int number) {
        List<ParleyServer> servers = nodes.servers();
        return servers.get(number % servers.size()).url();
    }

    /** Names that a reader could confuse: by their letters, as displayed, in capitals of other alphabets, word by word. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cope,\u0441\u043E\u0440\u0435,COPE",
                "fix,\u017Fix",
                "ATOM,\u0410\u0422\u041E\u041C,\u0391\u03A4\u039F\u039C",
                "\u0410\u0422\u041E\u041C-ATOM,ATOM-\u0410\u0422\u041E\u041C"
            })
    void oneOfSimultaneousRoomsIsCreated(String alike) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String suffix = suffix();
            assertOneWins(
                    "room_exists",
                    number -> people.get(number).post("/api/rooms", Map.of("name", pick(alike, number) + suffix)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cope,\u0441\u043E\u0440\u0435", "ATOM,\u0410\u0422\u041E\u041C"})
    void oneOfSimultaneousRenamesAndCreationsSucceeds(String alike) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String suffix = suffix();
            List<String> rooms = people.stream()
                    .map(person -> person.makeRoom(SharedServer.unique("other")))
                    .toList();
            assertOneWins(
                    "room_exists",
                    number -> number % 4 < 2
                            ? people.get(number)
                                    .patch(
                                            "/api/rooms/" + rooms.get(number),
                                            Map.of("name", pick(alike, number) + suffix))
                            : people.get(number).post("/api/rooms", Map.of("name", pick(alike, number) + suffix)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cope,\u0441\u043E\u0440\u0435", "ATOM,\u0410\u0422\u041E\u041C", "atom,atom.,-atom"})
    void oneOfSimultaneousSignUpsSucceeds(String alike) throws Exception {
        String suffix = suffix();
        assertOneWins(
                "username_taken",
                number -> Person.visiting(site(number))
                        .post(
                                "/api/accounts",
                                Map.of("username", affixed(alike, number, suffix), "password", Person.PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cope,\u0441\u043E\u0440\u0435", "ATOM,\u0410\u0422\u041E\u041C"})
    void peopleWithSimultaneousDisplayNamesUseOneSpelling(String alike) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String suffix = suffix();
            List<Answer> answers = together(number ->
                    people.get(number).patch("/api/account", Map.of("display_name", pick(alike, number) + suffix)));
            assertThat(answers.stream()
                            .filter(answer -> answer.status() == 200)
                            .map(answer -> answer.json().path("display_name").asString())
                            .distinct())
                    .hasSize(1);
            assertThat(answers.stream().map(Answer::status)).containsOnly(200, 400);
        }
    }

    private void assertOneWins(String refusal, Request request) throws Exception {
        List<Answer> answers = together(request);
        List<Answer> won =
                answers.stream().filter(answer -> answer.status() < 300).toList();
        assertThat(won).as(() -> describe(answers)).hasSize(1);
        assertThat(answers.stream().filter(answer -> !won.contains(answer)))
                .allSatisfy(answer -> assertThat(answer.expect(409).code()).isEqualTo(refusal));
    }

    private static String describe(List<Answer> answers) {
        return String.join(
                "\n",
                answers.stream()
                        .map(answer -> answer.status() + " " + answer.text())
                        .toList());
    }

    private List<Answer> together(Request request) throws Exception {
        people.forEach(Person::csrfToken);
        CyclicBarrier start = new CyclicBarrier(REQUESTS);
        List<Callable<Answer>> requests = IntStream.range(0, REQUESTS)
                .mapToObj(number -> (Callable<Answer>) () -> {
                    start.await();
                    return request.send(number);
                })
                .toList();
        List<Future<Answer>> answers = threads.invokeAll(requests);
        List<Answer> results = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            results.add(answer.get());
        }
        return results;
    }

    private static String pick(String alike, int number) {
        String[] names = alike.split(",");
        return names[number % names.length];
    }

    private static String affixed(String alike, int number, String suffix) {
        String name = pick(alike, number);
        return name.endsWith(".") ? name.replace(".", suffix + ".") : name + suffix;
    }

    /** Digits only, which every alphabet shares. */
    private static String suffix() {
        return "-" + SharedServer.unique("").replaceAll("\\D", "");
    }

    private interface Request {
        Answer send(int number) throws Exception;
    }
}
