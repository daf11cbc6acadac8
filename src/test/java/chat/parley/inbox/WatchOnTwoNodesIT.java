package chat.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Subscriptions on one node report changes made on another, whether or not the notifications arrive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchOnTwoNodesIT {

    private final DeafChannelLayer layer = new DeafChannelLayer();
    private final String database = ParleyServer.memoryDatabase();
    private final ParleyServer one = node("10m");
    private final ParleyServer other = node("10m");
    private final ParleyServer ticking = node("200ms");
    private int people;

    private ParleyServer node(String tick) {
        return ParleyServer.with()
                .database(database)
                .channelLayer(layer)
                .property("parley.hub.tick", tick)
                .property("parley.hub.tick-while-down", "10m")
                .start();
    }

    @AfterEach
    void hear() {
        layer.lose(false);
    }

    @AfterAll
    void stop() {
        one.stop();
        other.stop();
        ticking.stop();
    }

    private Person someone(ParleyServer node) {
        return Person.signUp(node, "somebody" + ++people);
    }

    @Test
    void notificationOfAnotherNodeIsReported() {
        Person ann = someone(one);
        Told bob = new Told(someone(other));
        String room = ann.makeRoom("words");
        ann.put("/api/rooms/" + room + "/members/" + bob.person.username(), Map.of())
                .expect(200);
        bob.socket.until("the room", () -> bob.take().rooms.containsKey(room));

        ann.say(room, "Hello");
        bob.socket.until("the message", () -> "1/0/0".equals(bob.take().rooms.get(room)));

        bob.person.at(one).put("/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);
        bob.socket.until("the mark", () -> "1/1/0".equals(bob.take().rooms.get(room)));

        ann.delete("/api/rooms/" + room + "/members/" + bob.person.username()).expect(204);
        bob.socket.until("gone", () -> !bob.take().rooms.containsKey(room));
    }

    @Test
    void lostNotificationIsMadeUpForAtATick() {
        Person ann = someone(one);
        Told bob = new Told(someone(ticking));
        layer.lose(true);

        String room = ann.makeRoom("lost");
        ann.put("/api/rooms/" + room + "/members/" + bob.person.username(), Map.of())
                .expect(200);
        ann.say(room, "@" + bob.person.username() + ", can you hear me?");
        bob.socket.until("what was lost", () -> "1/0/1".equals(bob.take().rooms.get(room)));

        bob.person.at(one).put("/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);
        bob.socket.until("the mark", () -> "1/1/0".equals(bob.take().rooms.get(room)));
        ann.delete("/api/rooms/" + room + "/members/" + bob.person.username()).expect(204);
        bob.socket.until("gone", () -> !bob.take().rooms.containsKey(room));
    }

    @Test
    void mentionCountedBeforeItsMessageArrivesIsStillShown() {
        Person ann = someone(one);
        Told bob = new Told(someone(other));
        String room = ann.makeRoom("late-call");
        ann.put("/api/rooms/" + room + "/members/" + bob.person.username(), Map.of())
                .expect(200);
        bob.socket.until("the room", () -> bob.take().rooms.containsKey(room));
        ann.say(room, "Hello");
        bob.socket.until("the message", () -> "1/0/0".equals(bob.take().rooms.get(room)));
        layer.lose(true);
        String call = "@" + bob.person.username() + ", can you hear me?";
        ann.say(room, call);
        layer.lose(false);
        bob.person.at(one).put("/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);
        bob.socket.until("the count", () -> "2/1/1".equals(bob.take().rooms.get(room)));

        ann.say(room, "Hm.");

        bob.socket.until(
                "the call",
                () -> bob.socket.frames("unread").stream()
                        .anyMatch(frame ->
                                call.equals(frame.path("message").path("text").asString(""))));
    }

    @Test
    void notificationsLostInAnOutageAreMadeUpForAtItsEnd() {
        Person ann = someone(one);
        Told bob = new Told(someone(other));
        layer.be(State.DOWN);
        String room = ann.makeRoom("outage");
        ann.put("/api/rooms/" + room + "/members/" + bob.person.username(), Map.of())
                .expect(200);
        ann.say(room, "Is anybody there?");

        layer.be(State.UP);

        bob.socket.until("what was lost", () -> "1/0/0".equals(bob.take().rooms.get(room)));
    }

    @Test
    void subscriptionsConvergeToTheStateOfANewOne() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random random = new Random(seed);
        System.out.println("WatchOnTwoNodesIT: parley.seed=" + seed);
        Person owner = someone(one);
        String[] rooms = {owner.makeRoom("chaos1"), owner.makeRoom("chaos2"), owner.makeRoom("chaos3", "private")};
        Told[] people = {new Told(someone(one)), new Told(someone(ticking)), new Told(someone(ticking))};
        for (int step = 0; step < 300; step++) {
            layer.lose(random.nextInt(3) == 0);
            step(random, owner, rooms[random.nextInt(3)], people[random.nextInt(3)], people[random.nextInt(3)]);
        }
        layer.lose(false);
        layer.be(State.DOWN);
        layer.be(State.UP);
        for (Told told : people) {
            TreeMap<String, String> fresh = told.fresh();
            try {
                told.socket.until(
                        fresh + " with seed " + seed, () -> told.take().rooms.equals(fresh));
            } catch (AssertionError e) {
                throw new AssertionError("told on " + told.person.site() + ": " + told.rooms, e);
            }
        }
    }

    private static void step(Random random, Person owner, String room, Told told, Told other) {
        String member = "/api/rooms/" + room + "/members/" + told.person.username();
        switch (random.nextInt(10)) {
            case 0, 1 -> owner.put(member, Map.of());
            case 2 -> owner.delete(member);
            case 3 -> told.person.put("/api/rooms/" + room + "/read", Map.of("seq", 1 + random.nextInt(20)));
            case 4 -> told.person.put("/api/rooms/" + room + "/read", Map.of("seq", 0, "back", true));
            case 5 -> owner.delete("/api/rooms/" + room + "/messages/" + (1 + random.nextInt(20)));
            case 6 -> owner.say(room, "@" + told.person.username() + " or @" + other.person.username());
            default ->
                told.person.post(
                        "/api/rooms/" + room + "/messages",
                        Map.of("nonce", Person.nonce(), "text", "@" + other.person.username()));
        }
    }

    /** A person with a subscription and the known state of their rooms: last message, read mark, mentions. */
    private static final class Told {
        private final Person person;
        private final Connection socket;
        private TreeMap<String, String> rooms;
        private int taken;

        Told(Person person) {
            this.person = person;
            this.socket = person.connect();
            this.rooms = all(socket.ask("type", "watch"));
            this.taken = 0;
        }

        Told take() {
            var frames = socket.frames();
            for (; taken < frames.size(); taken++) {
                JsonNode frame = frames.get(taken);
                switch (frame.path("type").asString()) {
                    case "room" -> rooms.put(frame.path("room").path("id").asString(), numbers(frame.path("room")));
                    case "gone" -> rooms.remove(frame.path("room").asString());
                    case "unread" -> {
                        assertThat(rooms).containsKey(frame.path("room").asString());
                        rooms.put(frame.path("room").asString(), numbers(frame));
                    }
                    default -> {}
                }
            }
            return this;
        }

        TreeMap<String, String> fresh() {
            try (Connection fresh = person.connect()) {
                return all(fresh.ask("type", "watch"));
            }
        }

        private static TreeMap<String, String> all(JsonNode watching) {
            TreeMap<String, String> all = new TreeMap<>();
            watching.path("rooms").forEach(room -> all.put(room.path("id").asString(), numbers(room)));
            return all;
        }

        private static String numbers(JsonNode room) {
            return room.path("last_seq").asLong() + "/" + room.path("read_seq").asLong() + "/"
                    + room.path("mentions").asLong();
        }
    }
}
