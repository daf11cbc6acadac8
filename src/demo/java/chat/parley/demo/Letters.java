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
                        "Gladly! Tomorrow at six? I'll show you where the chat lives, and you can carry the spare battery. It's heavy.")
                .with("💪", THEO);
        talk.say(THEO, "Six is perfect. I'll bring Bertram's first loaf.").with("🍞", DARIA, MIRA);
        talk.readBy(MIRA);
    }

    private static void haru(Talk talk) {
        talk.say(HARU, "The picture of you with the wheelbarrow is the best one this year. May I print it big?");
        talk.say(MIRA, "Only if it isn't for the stairwell.");
        talk.say(HARU, "It's a *little bit* for the stairwell.").with("🙈", MIRA);
        talk.readBy(MIRA);
    }

    private static void noor(Talk talk) {
        talk.say(MIRA, "Are you at home on Friday evening? I have a book for you.");
        talk.say(NOOR, "Tariq is taking me home, so I may be late. He's found a *new route*.");
        talk.say(MIRA, "Late is fine!").with("😊", NOOR);
        talk.readBy(MIRA);
        talk.say(NOOR, "Mira, is something wrong with the drains?");
        talk.say(NOOR, "Daria sounded so serious.");
    }

    private static void jonasAndTariq(Talk talk) {
        talk.say(JONAS, "Eleven traffic lights?");
        talk.say(TARIQ, "Twelve, if we miss the one at the bakery.").with("🚦", JONAS);
    }
}
