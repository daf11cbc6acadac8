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
                A few rooms to start with:

                - **The allotment** for everything that grows
                - **Kitchen table** for recipes and leftovers
                - **Repair café**, **Book club**, **Weekend plans**: guess
                - **Our website**, where Daria explains things to us

                If one is missing, create it.
                """);
        rooms.with("👍", NOOR, TARIQ, HARU, JONAS);
        talk.say(JONAS, "There's no room for complaints about the lift.");
        talk.say(TARIQ, "We don't have a lift.");
        talk.say(JONAS, "Exactly.").with("😂", MIRA, NOOR, TARIQ, DARIA, ANA);
        talk.say(DARIA, "Вітаю всіх! The laptop has a name now, by the way: *Babusya*. Be nice to her, she is twelve.")
                .with("❤️", MIRA, HARU, NOOR);
        talk.say(ANA, "Bom dia! Whose parcel is that in the hallway? It's heavy and it *hums*.");
        Line parcel = talk.say(HARU, "Mine! It's a rice cooker. It shouldn't be on 😳");
        parcel.with("🍚", ANA, TARIQ).with("😂", MIRA);
        talk.say(ANA, "It isn't even plugged in. Come quickly.");
        Line water = talk.say(
                JONAS,
                "@here The water is off on **Thursday from 9 to 12**. Fill a kettle and water your plants before that.");
        water.with("🙏", MIRA, NOOR, HARU, ANA).with("🫖", TARIQ);
        talk.reply(NOOR, water, "Thank you! I'll put a note on the door for Mrs Albrecht.")
                .with("❤️", JONAS, MIRA);
        talk.say(THEO, "Hello! I'm Theo, I moved in on the third floor on Sunday. Sorry about the drilling.")
                .with("👋", MIRA, JONAS, NOOR, TARIQ, HARU, DARIA, ANA);
        talk.say(MIRA, "Welcome, Theo! You were forgiven for the drilling when we saw the piano come up the stairs.");
        talk.say(THEO, "About that: when does nobody mind scales?");
        talk.say(HARU, "Any time, if you play something nice at the end 🎹").with("🎹", THEO, MIRA, NOOR);
        talk.say(MIRA, "What she said.").with("😊", THEO);
        talk.readBy(MIRA);
    }
}
