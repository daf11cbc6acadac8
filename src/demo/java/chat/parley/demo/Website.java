package chat.parley.demo;

import static chat.parley.demo.Neighbour.DARIA;
import static chat.parley.demo.Neighbour.HARU;
import static chat.parley.demo.Neighbour.JONAS;
import static chat.parley.demo.Neighbour.MIRA;
import static chat.parley.demo.Neighbour.TARIQ;
import static chat.parley.demo.Neighbour.THEO;

final class Website {

    private Website() {}

    static void talk(House house) {
        Talk talk = house.publicRoom(
                "website",
                "Our website",
                "The house's page, and small programs for big problems",
                DARIA,
                MIRA,
                JONAS,
                TARIQ,
                THEO,
                HARU);
        talk.say(HARU, "I have forty photos of the garden for the front page. Is that too many?");
        talk.say(DARIA, "Pick six. The old laptop has to serve them all.").with("💻", HARU, MIRA);
        talk.say(HARU, "Nine?");
        talk.say(DARIA, "Seven, and you bring me strawberries.").with("🍓", HARU, MIRA, JONAS);
        talk.say(JONAS, "The website says that the repair café is open *on undefined*. I checked, we aren't.")
                .with("😂", DARIA, MIRA, TARIQ, THEO);
        talk.say(DARIA, "That is what it says when there is no next date. My fault, give me five minutes.");
        Line fix = talk.say(DARIA, """
                Here we go:

                ```js
                const next = dates.find((date) => date >= today);

                sign.textContent = next
                  ? `Open on ${weekday(next)}, from two to six`
                  : 'Closed until spring. Bring it then!';
                ```
                """);
        fix.with("🚀", JONAS, TARIQ).with("💚", MIRA);
        talk.reply(THEO, fix, "Would `dates` have to be sorted for that?");
        talk.say(
                        DARIA,
                        "It would, and it is: we write them down in order. But the code shouldn't rely on it. Good eye, @theo!")
                .with("👀", THEO, MIRA);
        Line sorted = talk.say(THEO, "I could add a `.sort()`. It would be my first change to anything, ever.");
        sorted.with("🎉", DARIA, JONAS, HARU, MIRA);
        talk.reply(DARIA, sorted, """
                Please do! One trap: left alone, it sorts *as text*.

                ```js
                [10, 9, 1].sort();                 // 1, 10, 9
                [10, 9, 1].sort((a, b) => a - b);  // 1, 9, 10
                ```
                """);
        talk.say(THEO, "Who thought of that?");
        talk.say(
                DARIA,
                "Somebody in a hurry, long ago. [The manual](https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Array/sort) is honest about it.");
        talk.say(MIRA, "I understood every other word and enjoyed all of them.");
        talk.readBy(MIRA);

        talk.say(
                        THEO,
                        "It's online! I pressed the button myself 🥳 @mira, look at the bottom of the page: it thanks everybody by name.")
                .with("🥳", DARIA, HARU, JONAS, TARIQ);
        talk.say(JONAS, "Even the cat. Rightly so.");
    }
}
