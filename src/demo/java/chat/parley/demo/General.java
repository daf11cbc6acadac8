package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.NOOR;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

final class General {

    private General() {}

    static void talk(Talk talk) {
        talk.say(
                        MIRA,
                        "Welcome to the house chat! No phone numbers, no adverts, and it runs on the old laptop in the cellar 🎉")
                .with("🎉", JONAS, NOOR, TARIQ, ANA)
                .with("💻", DARIA);
        Line rooms = talk.say(MIRA, """
                A few rooms to begin with:

                - **The allotment** for everything that grows
                - **Kitchen table** for recipes and leftovers
                - **Repair café**, **Book club**, **Weekend plans**: you guess
                - **Our website**, where Daria explains things to us

                Whoever misses one makes one.
                """);
        rooms.with("👍", NOOR, TARIQ, HARU, JONAS);
        talk.say(JONAS, "I miss a room for complaints about the lift.");
        talk.say(TARIQ, "We have no lift.");
        talk.say(JONAS, "Exactly.").with("😂", MIRA, NOOR, TARIQ, DARIA, ANA);
        talk.say(DARIA, "Вітаю всіх! The laptop has a name now, by the way: *Babusya*. Be nice to her, she is twelve.")
                .with("❤️", MIRA, HARU, NOOR);
        talk.say(ANA, "Bom dia! Is the parcel in the hallway anybody's? It is heavy and it *hums*.");
        Line parcel = talk.say(HARU, "Mine! It is a rice cooker. It should not be on 😳");
        parcel.with("🍚", ANA, TARIQ).with("😂", MIRA);
        talk.say(ANA, "I have unplugged nothing, it hums by itself. Come quickly.");
        Line water = talk.say(
                JONAS, "@here The water is off on **Thursday from 9 to 12**. Fill a kettle, water your plants before.");
        water.with("🙏", MIRA, NOOR, HARU, ANA).with("🫖", TARIQ);
        talk.reply(NOOR, water, "Thank you! I put a note on the door for Mrs Albrecht.")
                .with("❤️", JONAS, MIRA);
        talk.say(THEO, "Hello! I am Theo, I moved into the third floor on Sunday. Sorry about the drilling.")
                .with("👋", MIRA, JONAS, NOOR, TARIQ, HARU, DARIA, ANA);
        talk.say(MIRA, "Welcome, Theo! The drilling was forgiven when we saw the piano come up the stairs.");
        talk.say(THEO, "About that: is there a time when nobody minds scales?");
        talk.say(HARU, "Any time, if you play something nice at the end 🎹").with("🎹", THEO, MIRA, NOOR);
        talk.say(MIRA, "What she says.").with("😊", THEO);
        talk.readBy(MIRA);
    }
}
