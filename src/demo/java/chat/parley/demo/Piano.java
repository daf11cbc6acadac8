package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.NOOR;
import static chat.parley.demo.Neighbour.THEO;

/** A room that Mira has not joined yet. */
final class Piano {

    private Piano() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "piano",
                "Piano on the stairs",
                "Scales before six, songs after. Requests welcome",
                THEO,
                HARU,
                ANA,
                NOOR,
                JONAS);
        talk.say(
                        THEO,
                        "A room for requests, as promised. I play on the stairs on Wednesdays, and the echo does half the work.")
                .with("🎹", HARU, ANA, NOOR);
        talk.say(ANA, "Um fado, por favor. A sad one, for after the dishes.").with("🥲", THEO, NOOR);
        talk.say(HARU, "Something with rain in it. *Any* rain.").with("🌧️", THEO);
        Line request = talk.say(JONAS, "Do you know the one that goes da, da, da, DAAA?");
        talk.reply(THEO, request, "Everybody's nephew knows that one, Jonas.").with("😂", HARU, ANA, NOOR);
        talk.say(NOOR, "My mother sang *Fairuz* in the mornings. If I hum it, could you find the rest?");
        talk.say(THEO, "Hum it slowly and I'll try. Tomorrow, before work?").with("❤️", NOOR, HARU, ANA);
    }
}
