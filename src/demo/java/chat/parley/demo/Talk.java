package chat.parley.demo;

import static chat.parley.support.Person.nonce;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The conversation in one room, message by message. */
final class Talk {

    private final House house;
    private final String room;
    private final String title;
    private final List<Neighbour> members;
    private long newest;

    Talk(House house, String room, String title, List<Neighbour> members) {
        this.house = house;
        this.room = room;
        this.title = title;
        this.members = List.copyOf(members);
    }

    String room() {
        return room;
    }

    /** The title; empty for a direct conversation. */
    String title() {
        return title;
    }

    List<Neighbour> members() {
        return members;
    }

    /** The number of messages. */
    long length() {
        return newest;
    }

    Line say(Neighbour author, String text) {
        return posted(author, house.ask(author, "type", "post", "room", room, "nonce", nonce(), "text", text.strip()));
    }

    Line reply(Neighbour author, Line to, String text) {
        return posted(
                author,
                house.ask(
                        author,
                        "type",
                        "post",
                        "room",
                        room,
                        "nonce",
                        nonce(),
                        "text",
                        text.strip(),
                        "reply_to",
                        to.seq()));
    }

    /** Posts a picture with a preview, as a browser does. */
    Line show(Neighbour author, String text, Picture picture) {
        String file = house.person(author)
                .upload("/api/rooms/" + room + "/files/" + nonce(), picture.fileName(), "image/png", picture.png())
                .expect(201)
                .json()
                .path("id")
                .asString();
        house.person(author)
                .upload("/api/files/" + file + "/preview", "preview", "image/png", picture.preview())
                .expect(204);
        return posted(
                author,
                house.ask(
                        author,
                        "type",
                        "post",
                        "room",
                        room,
                        "nonce",
                        nonce(),
                        "text",
                        text.strip(),
                        "files",
                        List.of(file)));
    }

    private Line posted(Neighbour author, JsonNode answer) {
        newest = answer.path("seq").asLong();
        return new Line(house, room, author, newest);
    }

    /** Marks everything so far as read by a neighbour. */
    void readBy(Neighbour neighbour) {
        house.person(neighbour)
                .put("/api/rooms/" + room + "/read", Map.of("seq", newest))
                .expect(204);
    }
}
