package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

/** A surprise that everybody but Noor knows about. */
final class Birthday {

    private Birthday() {}

    static void talk(House house) {
        Talk talk = house.privateRoom(
                "birthday",
                "Noor turns forty",
                "Psst. Courtyard, Friday, eight o'clock",
                MIRA,
                JONAS,
                TARIQ,
                HARU,
                DARIA,
                ANA,
                THEO);
        talk.say(MIRA, "Everybody is here but one. Noor turns **forty** on Friday and thinks nobody has noticed 🤫")
                .with("🤫", JONAS, TARIQ, HARU, DARIA, ANA, THEO);
        talk.say(TARIQ, "I'll bring her home from work *slowly*. I know a way with eleven traffic lights.")
                .with("🚦", MIRA, ANA);
        talk.say(ANA, "I'll bake the cake. Orange, if a certain tin turns up, @jonas.");
        talk.say(JONAS, "It's outside your door. Washed.").with("🕊️", ANA, MIRA);
        Line lights = talk.say(JONAS, "I'll do the lights in the courtyard. I have sixty metres left from the summer.");
        talk.reply(DARIA, lights, "And an extension lead that is not from the summer of 1974?");
        talk.say(JONAS, "Tested, with a certificate. I wrote it myself.").with("📜", DARIA, HARU, THEO);
        talk.say(THEO, "I could play. The stairwell window opens onto the courtyard, if somebody holds the curtain.")
                .with("🎹", MIRA, HARU, ANA, JONAS)
                .with("😍", DARIA);
        talk.say(MIRA, "I will hold that curtain all night.");
        talk.readBy(MIRA);

        talk.say(
                        HARU,
                        "I've made an album: one page for each of us. Write something by Thursday, please. @mira, the first page is yours.")
                .with("📖", JONAS, TARIQ, DARIA, ANA, THEO);
        talk.say(DARIA, "She just asked me whether something is going on. I said: the drains.")
                .with("😂", JONAS, TARIQ, ANA);
    }
}
