package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.NOOR;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

final class Allotment {

    private Allotment() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "allotment",
                "The allotment",
                "Beds 14 to 17, the shed, and who has the key",
                MIRA,
                JONAS,
                NOOR,
                TARIQ,
                HARU,
                DARIA,
                ANA,
                THEO);
        frost(talk);
        water(talk);
        saturday(talk);
        talk.readBy(MIRA);
    }

    private static void frost(Talk talk) {
        talk.say(
                        JONAS,
                        "Morning. The frost got two of the courgettes, the rest look fine. I put some fleece over bed 15, just in case.")
                .with("😢", NOOR, MIRA, ANA);
        Line seedlings = talk.say(NOOR, "Oh no. I still have five seedlings on the windowsill, you can have three.");
        talk.reply(JONAS, seedlings, "You are a hero. I pay in beans.").with("🫘", NOOR, MIRA);
        talk.show(DARIA, "So nobody digs in the wrong place, here's what grows where:", Picture.BEDS)
                .with("🗺️", MIRA, THEO)
                .pinnedBy(MIRA);
        talk.say(HARU, "There are footprints in bed 16. Small ones, with claws.");
        talk.say(ANA, "A badger?");
        talk.say(TARIQ, "Mrs Albrecht's cat. She sleeps in the lettuce, I have seen it. *Like a queen.*")
                .with("👑", HARU, ANA, MIRA, NOOR)
                .with("🐈", DARIA);
        talk.say(MIRA, "Let her. I haven't seen a single mouse since she took over.");
        talk.say(ANA, "I saw one. It was in the shed, reading my seed packets.").with("😂", JONAS, NOOR, TARIQ);
    }

    private static void water(Talk talk) {
        Line tap =
                talk.say(TARIQ, "The tap drips again. I can fix it before Saturday, if somebody finds a 19 spanner.");
        talk.reply(JONAS, tap, "I *am* somebody with a 19 spanner.").with("🔧", TARIQ, MIRA);
        talk.say(DARIA, "While we wait for the tap: I've made a watering rota, so nobody has to remember anything.");
        talk.say(DARIA, """
                - **Monday** and **Thursday**: Jonas
                - **Tuesday** and **Friday**: Noor and Tariq
                - **Wednesday**: Haru, who does it at five in the morning anyway
                - **weekends**: whoever gets there first
                """).with("👏", MIRA, NOOR, JONAS, HARU).with("💧", TARIQ, ANA);
        talk.say(HARU, "五時の畑は静かで、とてもきれいです。 At five the garden belongs to the blackbird and me.")
                .with("🐦‍⬛", MIRA, NOOR);
        talk.say(NOOR, "The broad beans are in flower! Come by and smell them, they won't do it for long.")
                .with("🌸", MIRA, HARU, ANA);
    }

    private static void saturday(Talk talk) {
        talk.say(
                MIRA, "Shall we make Saturday a garden day, around ten? I'll bring back the wheelbarrow *and* a cake.");
        Line cake = talk.say(MIRA, "Rhubarb, unless somebody stops me.");
        cake.with("😍", NOOR, TARIQ, HARU, DARIA).with("🍰", JONAS, ANA);
        talk.reply(TARIQ, cake, "Nobody will. I'll bring tea, with mint from bed 14.");
        Line theo = talk.say(THEO, "@mira, may I come and help? I have no boots and no idea, but two hands.");
        theo.with("👋", MIRA, JONAS, NOOR, DARIA).with("🎉", ANA);
        talk.reply(MIRA, theo, "Boots and ideas are in the shed. Hands are what we lack. Welcome, Theo!");
        Line key = talk.say(ANA, "Who has the key to the shed? I would like to bring the long hose on Friday.");
        talk.reply(JONAS, key, "It's on the hook by my door. On Friday I'll leave it under the **blue pot**.");
        talk.say(NOOR, "أهلًا وسهلًا يا ثيو، والشاي جاهز الساعة الحادية عشرة 🌱")
                .with("❤️", THEO, TARIQ, MIRA);
        talk.say(THEO, "Tariq had to tell me what that means. *Tea at eleven!* شكرًا 😊");
        talk.say(MIRA, """
                Then it is settled. The plan for **Saturday**:

                - ten o'clock: courgettes into bed 15, under their blanket
                - eleven: tea and rhubarb cake, [eighteen degrees and no rain](https://www.yr.no/en)
                - after that: weeds, and the tap
                """)
                .with("☀️", NOOR, ANA, THEO, HARU)
                .with("🙌", JONAS, TARIQ, DARIA)
                .pinnedBy(MIRA);
        talk.say(HARU, "Three ripe strawberries in bed 17. I mean: there *were* three 🍓")
                .with("😂", MIRA, NOOR, JONAS, TARIQ);
    }
}
