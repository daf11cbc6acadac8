package chat.parley.demo;

import static chat.parley.demo.Neighbour.ANA;
import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.NOOR;

final class BookClub {

    private BookClub() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "book-club",
                "Book club",
                "First Tuesday, at Haru's. Cake counts as having read it",
                HARU,
                MIRA,
                NOOR,
                DARIA,
                JONAS,
                ANA);
        talk.say(HARU, "Tuesday at mine, half past seven. We agreed on *The Summer Book*. Who's finished it?");
        talk.say(NOOR, "Twice. The second time on the balcony, which is the right place for it.")
                .with("☀️", HARU, MIRA);
        talk.say(JONAS, "I'm on page 12. In my defence, they were very good pages.");
        talk.say(MIRA, "Jonas. There are a hundred and seventy.");
        talk.say(JONAS, "And I have until Tuesday.").with("💪", HARU, NOOR);
        talk.say(ANA, "I listened to it on the train and missed my stop. Twice. I count that as a recommendation.")
                .with("🚆", MIRA, DARIA);
        Line next = talk.say(HARU, """
                And after that? Three suggestions, vote with a number:

                1. Something short and funny
                2. Something long for the rain
                3. Poems, one each, in the language that you dream in
                """);
        next.with("3️⃣", NOOR, DARIA, ANA, MIRA).with("1️⃣", JONAS);
        talk.reply(DARIA, next, "Three! Мені сниться українською, навіть коли я сплю тут.");
        talk.say(HARU, """
                Then I'll start, with the most famous frog there is:

                > 古池や
                > 蛙飛びこむ
                > 水の音
                """).with("🐸", MIRA, NOOR, DARIA, ANA, JONAS);
        talk.say(ANA, "I don't understand a word, and I heard the splash.").with("💧", HARU);
        talk.say(MIRA, "That is the nicest thing anybody has written here. I'll bring the big teapot.");
        talk.readBy(MIRA);

        talk.say(
                        NOOR,
                        "Mine will be Arabic, and I'll need somebody for the English. @mira, you read so beautifully last time. Would you?")
                .with("🙏", HARU);
        talk.say(DARIA, "Seconded. She did the voices.");
        Line page = talk.say(JONAS, "Page 31. The grandmother and I would get along.");
        page.edited("Page 58. The grandmother and I would get along.").with("😄", NOOR, ANA);
        talk.reply(HARU, page, "You would. She also hides things in the shed.").with("😂", DARIA, NOOR);
    }
}
