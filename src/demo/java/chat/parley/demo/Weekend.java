package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

final class Weekend {

    private Weekend() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "weekend",
                "Weekend plans",
                "Trains, lakes, and who's bringing the thermos",
                ANA,
                MIRA,
                TARIQ,
                HARU,
                DARIA,
                THEO);
        talk.say(ANA, "Sunday: first swim of the year. The lake has **17 degrees**. That's nearly a bath.");
        talk.say(TARIQ, "That's nearly a fridge.").with("🥶", HARU, MIRA, THEO, DARIA);
        talk.say(ANA, """
                The plan, for the brave:

                - `9:12` from the main station, platform 4
                - forty minutes through the woods, flat, I promise
                - swim, scream, tea
                - the `16:40` back, so Daria gets to her borscht
                """).with("🏊", MIRA, HARU).with("🫖", TARIQ);
        talk.say(DARIA, "The borscht can simmer by itself from three. I've talked to it.");
        Line flat = talk.say(HARU, "Last time \"flat\" had a ladder in it.");
        flat.with("😂", TARIQ, DARIA, MIRA);
        talk.reply(ANA, flat, "A *small* ladder. You took your best picture from it!");
        talk.show(HARU, "True. Seven in the morning, from the fourth rung:", Picture.LAKE)
                .with("😍", ANA, DARIA, MIRA)
                .with("📷", TARIQ)
                .savedBy(MIRA);
        talk.say(TARIQ, "I'll come by bike and bring the big thermos. Somebody has to stay dry and guard the clothes.");
        talk.say(THEO, "Can I come too? I can't swim well, but I can guard.").with("❤️", ANA, MIRA, TARIQ);
        talk.say(MIRA, "That makes six of us, with Haru's camera. I'll bring towels and the good blanket.");
        talk.readBy(MIRA);

        talk.say(ANA, "Perfect. A group ticket for five is cheaper, I'll buy it tonight.")
                .with("🎫", HARU, DARIA, THEO);
    }
}
