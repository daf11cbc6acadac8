package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.NOOR;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

final class RepairCafe {

    private RepairCafe() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "repair-cafe",
                "Repair café",
                "Every second Saturday, two to six. Bring it broken, bring patience",
                JONAS,
                MIRA,
                TARIQ,
                NOOR,
                HARU,
                ANA,
                THEO);
        talk.say(JONAS, """
                Today's results, for the wall:

                - 3 toasters, **all alive**
                - 1 record player: it was the belt, it's always the belt
                - 7 bicycles, thank you Tariq
                - 1 talking bear, which now talks *more*
                """).with("👏", MIRA, NOOR, HARU, ANA, THEO).with("🧸", TARIQ);
        talk.say(
                        NOOR,
                        "The bear is mine, or my nephew's. He's very happy. My sister sends her regards and would like to know where the switch is.")
                .with("😂", JONAS, MIRA, TARIQ);
        talk.say(JONAS, "There is no switch. There never was a switch. It's a matter of trust.");
        Line lamp = talk.say(
                HARU, "Could somebody look at my desk lamp next time? It works, but only when I *don't* look at it.");
        talk.reply(JONAS, lamp, "A loose contact, or a shy lamp. Bring it. Unplugged, please.")
                .with("💡", HARU);
        talk.say(MIRA, "Do we have enough cake money for a second soldering iron?");
        talk.say(TARIQ, "We have **64 euros and one button**. So yes.").with("🎉", JONAS, MIRA);
        talk.say(MIRA, "Then buy a good one. I'll keep the button.");
        talk.readBy(MIRA);

        talk.say(ANA, "A man called and asked whether we repair accordions. I said yes. Do we?");
        talk.say(JONAS, "We do now.").with("🪗", ANA, TARIQ, NOOR);
        talk.say(THEO, "I can at least tell you which keys are wrong 🎹").with("❤️", JONAS, ANA);
    }
}
