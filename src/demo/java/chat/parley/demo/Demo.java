package chat.parley.demo;

import static chat.parley.demo.Neighbour.MIRA;

import chat.parley.support.Person;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fills an empty server with neighbours, rooms and messages, and ends. The first argument is the server's address. */
public final class Demo {

    private static final String SITE = "http://localhost:8080";

    private Demo() {}

    public static void main(String... arguments) {
        String site = arguments.length > 0 ? arguments[0].replaceFirst("/+$", "") : SITE;
        try {
            fill(site, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        } catch (NotEmpty e) {
            giveUp(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            giveUp(
                    e.getCause() instanceof ConnectException
                            ? "Nobody answers at " + site + ". Start a server there first: mvn spring-boot:run"
                            : site + " cannot be reached: " + e.getCause());
        }
    }

    private static void giveUp(String why) {
        System.err.println(why);
        System.exit(1);
    }

    /** Creates everything, from the first account to the last message, then prints a summary. */
    static void fill(String site, PrintStream out) {
        out.println("Neighbours move in at " + site + " …");
        try (House house = House.movedInAt(site)) {
            everybodyTalks(house);
            readEverything(house);
            tell(house, site, out);
        }
    }

    private static void everybodyTalks(House house) {
        General.talk(house.general());
        BookClub.talk(house);
        Website.talk(house);
        RepairCafe.talk(house);
        KitchenTable.talk(house);
        Piano.talk(house);
        Weekend.talk(house);
        Birthday.talk(house);
        Letters.talk(house);
        Allotment.talk(house);
    }

    /** Marks everything as read, except for Mira: she was away, and her talks set her read marks. */
    private static void readEverything(House house) {
        for (Talk talk : house.talks()) {
            talk.members().stream().filter(member -> member != MIRA).forEach(talk::readBy);
        }
    }

    private static void tell(House house, String site, PrintStream out) {
        List<Talk> talks = house.talks();
        List<String> rooms = talks.stream()
                .map(Talk::title)
                .filter(title -> !title.isEmpty())
                .toList();
        out.printf(
                """

                There are now
                  %d people  %s
                  %d rooms   %s
                  %d direct conversations, and %d messages in all

                Log in at %s/login
                  as        %s, who has something to catch up with
                  password  %s (everybody has this one)
                """,
                Neighbour.values().length,
                Stream.of(Neighbour.values()).map(Neighbour::username).collect(Collectors.joining(", ")),
                rooms.size(),
                String.join(", ", rooms),
                talks.size() - rooms.size(),
                talks.stream().mapToLong(Talk::length).sum(),
                site,
                MIRA.username(),
                Person.PASSWORD);
    }
}
