package chat.parley.demo;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The neighbours' accounts and sockets, and their rooms. */
final class House implements Closeable {

    private final String site;
    private final Map<Neighbour, Person> people = new EnumMap<>(Neighbour.class);
    private final Map<Neighbour, Connection> sockets = new EnumMap<>(Neighbour.class);
    private final List<Talk> talks = new ArrayList<>();

    private House(String site) {
        this.site = site;
    }

    /** Signs everybody up; the first one administers an empty server. Throws {@link NotEmpty} if a name is taken. */
    static House movedInAt(String site) {
        House house = new House(site);
        for (Neighbour neighbour : Neighbour.values()) {
            house.people.put(neighbour, house.signUp(neighbour));
        }
        house.people.forEach((neighbour, person) -> house.sockets.put(neighbour, person.connect()));
        return house;
    }

    private Person signUp(Neighbour neighbour) {
        Person person = Person.visiting(site);
        Map<String, String> form = Map.of("username", neighbour.username(), "password", Person.PASSWORD);
        Answer answer = person.post("/api/accounts", form);
        switch (answer.status()) {
            case 409 -> throw new NotEmpty(site, "There is an account called " + neighbour.username() + " already");
            case 403 -> throw new NotEmpty(site, "Nobody can sign up (" + answer.code() + ")");
            default -> answer.expect(201);
        }
        person.patch("/api/account", Map.of("display_name", neighbour.displayName()))
                .expect(200);
        person.upload("/api/account/avatar", "portrait.png", "image/png", Portrait.of(neighbour))
                .expect(200);
        return person;
    }

    /** The room that everybody is in. */
    Talk general() {
        return began("general", "General", List.of(Neighbour.values()));
    }

    Talk publicRoom(String name, String title, String topic, Neighbour owner, Neighbour... members) {
        Talk talk = room(Map.of("name", name, "title", title, "topic", topic, "kind", "public"), owner, members);
        Stream.of(members).forEach(member -> person(member).join(talk.room()));
        return talk;
    }

    Talk privateRoom(String name, String title, String topic, Neighbour owner, Neighbour... members) {
        Talk talk = room(Map.of("name", name, "title", title, "topic", topic, "kind", "private"), owner, members);
        for (Neighbour member : members) {
            person(owner)
                    .put("/api/rooms/" + talk.room() + "/members/" + member.username(), Map.of())
                    .expect(200);
        }
        return talk;
    }

    private Talk room(Map<String, String> form, Neighbour owner, Neighbour... members) {
        Answer answer = person(owner).post("/api/rooms", form);
        if (answer.status() == 409) {
            throw new NotEmpty(site, "There is a room called " + form.get("name") + " already");
        }
        JsonNode room = answer.expect(201).json();
        return began(
                id(room),
                room.path("title").asString(),
                Stream.concat(Stream.of(owner), Stream.of(members)).toList());
    }

    /** Starts a direct conversation between these people; without others, notes to oneself. */
    Talk direct(Neighbour one, Neighbour... others) {
        List<String> usernames = Stream.of(others).map(Neighbour::username).toList();
        Answer answer = person(one)
                .post("/api/rooms/direct", Map.of("usernames", usernames))
                .expect(201);
        return began(
                id(answer.json()),
                "",
                Stream.concat(Stream.of(one), Stream.of(others)).toList());
    }

    private Talk began(String room, String title, List<Neighbour> members) {
        Talk talk = new Talk(this, room, title, members);
        talks.add(talk);
        return talk;
    }

    private static String id(JsonNode room) {
        return room.path("id").asString();
    }

    List<Talk> talks() {
        return List.copyOf(talks);
    }

    Person person(Neighbour neighbour) {
        return Objects.requireNonNull(people.get(neighbour));
    }

    /** Sends a frame, again while the server limits the rate, and returns the answer. */
    JsonNode ask(Neighbour neighbour, Object... pairs) {
        Connection socket = Objects.requireNonNull(sockets.get(neighbour));
        while (true) {
            JsonNode answer = socket.ask(pairs);
            if (!answer.path("type").asString().equals("refused")) {
                return answer;
            }
            if (!answer.path("code").asString().equals("rate_limited")) {
                throw new IllegalStateException(List.of(pairs) + " was refused: " + answer);
            }
            pause(answer.path("retry_after_ms").asLong());
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Closes all sockets and logs everybody out. */
    @Override
    public void close() {
        sockets.values().forEach(Connection::close);
        people.values().forEach(Person::logOut);
    }
}
