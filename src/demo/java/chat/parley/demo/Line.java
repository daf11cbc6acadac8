package chat.parley.demo;

import chat.parley.support.Answer;
import java.util.Map;

/** A posted message, to be reacted to, edited or deleted. */
record Line(House house, String room, Neighbour author, long seq) {

    Line with(String emoji, Neighbour... from) {
        for (Neighbour neighbour : from) {
            house.ask(neighbour, "type", "react", "room", room, "seq", seq, "emoji", emoji, "on", true);
        }
        return this;
    }

    Line edited(String text) {
        house.ask(author, "type", "edit", "room", room, "seq", seq, "text", text.strip());
        return this;
    }

    Line pinnedBy(Neighbour neighbour) {
        mark(neighbour, "pin").expect(200);
        return this;
    }

    Line savedBy(Neighbour neighbour) {
        mark(neighbour, "saved").expect(204);
        return this;
    }

    private Answer mark(Neighbour neighbour, String mark) {
        return house.person(neighbour).put("/api/rooms/" + room + "/messages/" + seq + "/" + mark, Map.of());
    }

    void deleted() {
        house.ask(author, "type", "delete", "room", room, "seq", seq);
    }
}
