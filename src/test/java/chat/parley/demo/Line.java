package chat.parley.demo;

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

    void deleted() {
        house.ask(author, "type", "delete", "room", room, "seq", seq);
    }
}
