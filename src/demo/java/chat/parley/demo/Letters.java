package chat.parley.demo;

import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.NOOR;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

/** The direct conversations, and Mira's notes to herself. */
final class Letters {

    private Letters() {}

    static void talk(House house) {
        notes(house.direct(MIRA));
        theoAndDaria(house.direct(MIRA, DARIA, THEO));
        haru(house.direct(MIRA, HARU));
        noor(house.direct(MIRA, NOOR));
        jonasAndTariq(house.direct(JONAS, TARIQ));
    }

    private static void notes(Talk talk) {
        talk.say(MIRA, """
                - return the ladder
                - ~~rhubarb cake~~
                - page for Haru's album, *by Thursday!*
                - ask Theo about Friday
                """);
        talk.readBy(MIRA);
    }

    private static void theoAndDaria(Talk talk) {
        talk.say(
                MIRA,
                "Theo, this is Daria, who looks after the laptop in the cellar. Daria, Theo would like to learn how it works.");
        talk.say(
                        DARIA,
                        "Gladly! Tomorrow at six? I show you where the chat lives, and you carry the spare battery. It is heavy.")
                .with("💪", THEO);
        talk.say(THEO, "Six is perfect. I bring Bertram's first bread.").with("🍞", DARIA, MIRA);
        talk.readBy(MIRA);
    }

    private static void haru(Talk talk) {
        talk.say(HARU, "The picture of you with the wheelbarrow is the best of the year. May I print it large?");
        talk.say(MIRA, "Only if it is not for the stairs.");
        talk.say(HARU, "It is a *little* for the stairs.").with("🙈", MIRA);
        talk.readBy(MIRA);
    }

    private static void noor(Talk talk) {
        talk.say(MIRA, "Are you at home on Friday evening? I have a book for you.");
        talk.say(NOOR, "Tariq takes me home, so late, I fear. He has found a *new way*.");
        talk.say(MIRA, "Late is fine!").with("😊", NOOR);
        talk.readBy(MIRA);
        talk.say(NOOR, "Mira, is something the matter with the drains?");
        talk.say(NOOR, "Daria sounded so serious.");
    }

    private static void jonasAndTariq(Talk talk) {
        talk.say(JONAS, "Eleven traffic lights?");
        talk.say(TARIQ, "Twelve, if we miss the one at the bakery.").with("🚦", JONAS);
    }
}
