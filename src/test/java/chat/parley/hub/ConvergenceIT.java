package chat.parley.hub;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ClientRoom;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.Website;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/**
 * Stale state plus delivered changes equals a fresh read, under any faults of the channel layer. Two nodes share one
 * database; accounts on both post, edit, delete, react, mention each other, link to pages, remove previews, leave, join, rename
 * the room and themselves, disconnect and resume. Repeat a run with {@code -Dparley.seed=…}.
 */
class ConvergenceIT {

    private static final int STEPS = 3_000;
    private static final int PAGES = 20;

    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Client> clients = new ArrayList<>();
    private final Website site = new Website();
    private String room = "";

    @Test
    void clientsConvergeToFreshReadUnderAnyChannelFaults() {
        System.out.println("ConvergenceIT: parley.seed=" + seed);
        UnreliableChannelLayer layer = new UnreliableChannelLayer(seed);
        String database = ParleyServer.memoryDatabase();
        for (int page = 0; page < PAGES; page++) {
            site.page("/" + page, "<title>Page " + page + "</title>");
        }
        try (ParleyServer one = node(database, layer);
                ParleyServer two = node(database, layer)) {
            Person owner = Person.signUp(one, "owner");
            room = owner.makeRoom("chaos");
            clients.add(new Client(owner));
            for (int i = 1; i <= 5; i++) {
                clients.add(new Client(Person.signUp(i % 2 == 0 ? one : two, "member" + i)));
            }
            for (int step = 0; step < STEPS; step++) {
                clients.get(random.nextInt(clients.size())).step(step);
            }
            awaitPreviews(one);
            JsonNode fresh = freshRead(owner);
            assertThat(history(owner).values()).anyMatch(message -> message.has("previews"));
            TreeMap<Long, JsonNode> notices = notices(owner);
            assertThat(notices).isNotEmpty();
            clients.forEach(client -> client.mustHold(fresh, history(owner), notices));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("Repeat with -Dparley.seed=" + seed, e);
        } finally {
            clients.forEach(client -> client.socket.drop());
            site.close();
        }
    }

    private ParleyServer node(String database, UnreliableChannelLayer layer) {
        return ParleyServer.with()
                .database(database)
                .channelLayer(layer)
                .previewsOf(site)
                .property("parley.hub.tick", "500ms")
                .start();
    }

    /** Nothing changes any more once no page is fetched. */
    private static void awaitPreviews(ParleyServer server) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> server.bean(DatabaseClient.class)
                        .sql("select count(*) from task where due is not null")
                        .map(row -> row.get(0, Long.class))
                        .one()
                        .blockOptional(Connection.TIMEOUT)
                        .orElseThrow()
                        .equals(0L));
    }

    private JsonNode freshRead(Person person) {
        try (Connection socket = person.connect()) {
            return socket.open(room);
        }
    }

    /** Returns the whole history, read page by page. */
    private TreeMap<Long, JsonNode> history(Person person) {
        TreeMap<Long, JsonNode> all = new TreeMap<>();
        String before = "";
        JsonNode page;
        do {
            page = person.get("/api/rooms/" + room + "/messages?limit=200" + before)
                    .json()
                    .get("messages");
            page.forEach(message -> all.put(message.get("seq").asLong(), message));
            before = "&before=" + (all.isEmpty() ? 1 : all.firstKey());
        } while (!page.isEmpty());
        return all;
    }

    /** Returns what happened between all messages, read page by page. */
    private TreeMap<Long, JsonNode> notices(Person person) {
        TreeMap<Long, JsonNode> all = new TreeMap<>();
        long after = 0;
        JsonNode page;
        do {
            page = person.get("/api/rooms/" + room + "/messages?limit=30&after=" + after)
                    .json();
            page.get("notices").forEach(notice -> all.put(notice.get("seq").asLong(), notice));
            after += page.get("messages").size();
        } while (!page.get("messages").isEmpty());
        return all;
    }

    /** An account with a socket and the state that it holds. */
    private final class Client {

        private final Person person;
        private final ClientRoom known = new ClientRoom();
        private Connection socket;
        private int taken;
        private boolean asksFresh;

        Client(Person person) {
            this.person = person;
            this.socket = person.connect();
            open();
        }

        void step(int step) {
            take();
            int dice = random.nextInt(100);
            if (dice < 45) {
                socket.send("type", "post", "room", room, "nonce", "s" + step, "text", text("text of step ", step));
            } else if (dice < 55) {
                react();
            } else if (dice < 70) {
                own().ifPresent(seq ->
                        socket.send("type", "edit", "room", room, "seq", seq, "text", text("edited in step ", step)));
            } else if (dice < 76) {
                own().ifPresent(seq -> socket.send("type", "delete", "room", room, "seq", seq));
            } else if (dice < 80) {
                leaveAndJoin(step);
            } else if (dice < 88) {
                hangUp();
            } else if (dice < 94) {
                socket.send("type", "close", "room", room);
                open();
            } else if (dice < 96) {
                removePreview();
            } else if (dice < 98) {
                person.patch("/api/account", Map.of("display_name", "Name of step " + step))
                        .expect(200);
            }
        }

        /** Returns a text; every fifth one has a mention, and every fifth one a link. */
        private String text(String what, int step) {
            String mention = random.nextInt(5) == 0 ? random.nextBoolean() ? " @owner" : " @here" : "";
            String link = random.nextInt(5) == 0 ? " " + site.url("/" + random.nextInt(PAGES)) : "";
            return what + step + mention + link;
        }

        private void removePreview() {
            any(message -> message.has("previews")
                            && message.get("author").asString().equals(person.username()))
                    .ifPresent(seq -> person.delete("/api/rooms/" + room + "/messages/" + seq + "/previews/1"));
        }

        private void react() {
            any(message -> true)
                    .ifPresent(seq -> socket.send(
                            "type", "react", "room", room, "seq", seq, "emoji", "👍", "on", random.nextInt(3) > 0));
        }

        private void leaveAndJoin(int step) {
            if (person.username().equals("owner")) {
                person.patch("/api/rooms/" + room, Map.of("title", "Title of step " + step))
                        .expect(200);
                clients.get(1 + random.nextInt(clients.size() - 1)).banAndLift(person);
            } else {
                person.delete("/api/rooms/" + room + "/members/me").expect(204);
                open();
            }
        }

        private void banAndLift(Person owner) {
            String ban = "/api/rooms/" + room + "/bans/" + person.username();
            owner.put(ban, Map.of("reason", "Chaos")).expect(204);
            owner.delete(ban).expect(204);
            open();
        }

        private void hangUp() {
            socket.drop();
            socket = person.connect();
            taken = 0;
            open();
        }

        private void open() {
            take();
            asksFresh = known.revision() < 0 || random.nextInt(4) == 0;
            JsonNode opened = asksFresh ? socket.open(room) : socket.open(room, known.revision());
            assertThat(opened.get("type").asString()).as(opened.toString()).isEqualTo("opened");
            take();
        }

        private void take() {
            List<JsonNode> frames = socket.frames();
            for (; taken < frames.size(); taken++) {
                JsonNode frame = frames.get(taken);
                if (frame.path("type").asString().equals("opened")) {
                    known.opened(frame, asksFresh);
                } else {
                    known.apply(frame);
                }
            }
        }

        private Optional<Long> own() {
            return any(message -> message.get("author").asString().equals(person.username()));
        }

        private Optional<Long> any(Predicate<JsonNode> which) {
            List<Long> found = known.messages().values().stream()
                    .filter(message -> !message.has("deleted"))
                    .filter(which)
                    .map(message -> message.get("seq").asLong())
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get(random.nextInt(found.size())));
        }

        void mustHold(JsonNode fresh, TreeMap<Long, JsonNode> history, TreeMap<Long, JsonNode> notices) {
            socket.until(person.username() + " holds revision " + fresh.get("revision"), () -> {
                take();
                return known.revision() >= fresh.get("revision").asLong();
            });
            assertThat(known.title()).isEqualTo(fresh.get("state").get("title").asString());
            assertThat(history.lastKey()).isEqualTo(history.size());
            assertThat(known.messages().tailMap(known.firstSeq())).isEqualTo(history.tailMap(known.firstSeq()));
            known.messages().forEach((seq, message) -> assertThat(message).isEqualTo(history.get(seq)));
            known.notices().forEach((seq, notice) -> assertThat(notice).isEqualTo(notices.get(seq)));
            assertThat(known.notices().tailMap(known.firstSeq())).isEqualTo(notices.tailMap(known.firstSeq()));
            fresh.get("members")
                    .forEach(member -> assertThat(
                                    known.members().get(member.get("username").asString()))
                            .isEqualTo(member));
        }
    }
}
