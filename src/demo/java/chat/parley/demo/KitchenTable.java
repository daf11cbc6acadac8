package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.NOOR;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

final class KitchenTable {

    private KitchenTable() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "kitchen-table",
                "Kitchen table",
                "Recipes, leftovers, and what smells so good in the stairwell",
                NOOR,
                MIRA,
                JONAS,
                TARIQ,
                HARU,
                DARIA,
                ANA,
                THEO);
        Line sourdough = talk.say(THEO, "My sourdough is called Bertram. He came out of his jar last night.");
        sourdough.with("😱", ANA, HARU).with("🍞", MIRA, NOOR, JONAS);
        talk.reply(MIRA, sourdough, "That's a happy sourdough. Feed him less, or bake more for us.");
        talk.say(ANA, "Lost: one blue cake tin. Last seen at the summer party, full of *bolo de laranja*.");
        talk.say(JONAS, "I ate the evidence.").deleted();
        talk.say(JONAS, "I know nothing about it.").with("👀", ANA, NOOR, MIRA, TARIQ);
        talk.say(ANA, "Jonas, we all saw what you deleted.").with("😂", MIRA, NOOR, HARU, DARIA);
        talk.say(HARU, "I have too many *umeboshi*, the sour plums. They go with anything that tastes too friendly.");
        talk.say(DARIA, "Like what?");
        talk.say(HARU, "Like white rice. Like Mondays. 一つどうぞ！").with("😄", DARIA, MIRA, ANA);
        talk.say(DARIA, "Борщ on Sunday, a big pot. Bring a spoon and an opinion about garlic.")
                .with("🧄", NOOR, JONAS, MIRA, TARIQ, THEO)
                .with("❤️", HARU);
        talk.say(MIRA, "A spoon, an opinion, and rhubarb from bed 14.");
        Line smell = talk.say(JONAS, "Who is frying onions on the second floor, and may I move in?");
        smell.with("😂", NOOR, MIRA, ANA);
        talk.reply(NOOR, smell, "*Mujaddara!* There's a whole pot, bring a bowl.")
                .with("🏃", JONAS, TARIQ, THEO);
        talk.say(JONAS, "I'm on the stairs.");
        talk.say(TARIQ, "I'm behind him.").with("😂", NOOR, MIRA, HARU);
        talk.say(NOOR, """
                For everybody who asked, it's hardly a recipe:

                1. **Four** large onions, fried for half an hour. Don't hurry them
                2. A cup of brown lentils, cooked until they nearly give up
                3. A cup of rice with them, cumin, salt
                4. The onions on top. *All* of them
                """).with("😋", JONAS, TARIQ, THEO, MIRA).with("🧅", HARU);
        talk.say(TARIQ, "تسلم إيديكِ يا نور، كان أطيب عشاء من زمان").with("🙏", NOOR);
        talk.say(NOOR, "صحتين! بس المرة الجاية السلطة عليك 😄").with("🥗", TARIQ, MIRA);
        talk.readBy(MIRA);
    }
}
