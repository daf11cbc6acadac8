package chat.parley.roomlog;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.LookAlikes;
import chat.parley.text.VisibleText;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A room's name: 1 to 64 letters and digits of any script with their marks and the joiners that they need, {@code _} and
 * {@code -}. The one validator for every entrance, so that a room that can be created can also be opened.
 *
 * @param key what makes names equal: without regard to case or to how a letter is composed
 * @param look what names that a reader could take for each other share; no two rooms have or had names that share it
 */
public record RoomName(String value, String key, String look) {

    private static final int LONGEST = 64;
    /** Texts that are looked for may be no names. */
    private static final int LONGEST_TEXT = 256;
    /** As many as the column holds; only names of rare compatibility characters come near. */
    private static final int LONGEST_KEY = 256;

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}\\u200C\\u200D_-]+");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}\\u200C\\u200D]+");
    /** The name made from a title that has no letters or digits. */
    private static final String NAMELESS = "room";

    private static final Pattern EDGES = Pattern.compile("^-+|-+$");
    private static final Pattern JOINERS = Pattern.compile("[\\u200C\\u200D]");
    /** Leaves room for a number. */
    private static final int LONGEST_OF_TITLE = 56;

    private static final int NUMBERS = 9;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Cuts surrounding spaces and turns inner ones into {@code -}; refuses what is still no name. */
    public static RoomName of(String raw) {
        String value = dashed(raw);
        if (value.isEmpty()) {
            throw Refusal.field("name", "name_blank", "A room needs a name.");
        }
        if (value.codePointCount(0, value.length()) > LONGEST) {
            throw Refusal.field("name", "name_too_long", "A room's name has at most " + LONGEST + " characters.");
        }
        if (!isAllowed(value)) {
            throw Refusal.field(
                    "name", "name_invalid", "A room's name has letters, digits, '_' and '-', and nothing else.");
        }
        String key = keyOf(value);
        String look = LookAlikes.key(value);
        if (Math.max(key.length(), look.length()) > LONGEST_KEY) {
            throw Refusal.field("name", "name_too_long", "This name has too many unusual characters.");
        }
        return new RoomName(value, key, look);
    }

    /**
     * The names that a room of this title may have, in the order in which to try them: {@code büro-planung-2027} for
     * {@code Büro & Planung 2027!}, then with a number behind it.
     *
     * @param title one that is valid
     * @param any behind the name where many numbers are taken
     */
    public static List<RoomName> ofTitle(String title, int any) {
        String lowerCase = Normalizer.normalize(title, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String shown = withoutHidden(NOT_ALLOWED.matcher(lowerCase).replaceAll("-"));
        String name = trimmed(shown.replaceAll("-{2,}", "-"), LONGEST_OF_TITLE);
        String base = isAllowed(name) && hasShortKeys(name) && !LookAlikes.mixesAlphabets(name) ? name : NAMELESS;
        return Stream.concat(
                        Stream.of(base),
                        IntStream.concat(IntStream.rangeClosed(2, NUMBERS), IntStream.of(any))
                                .mapToObj(number -> base + "-" + number))
                .map(RoomName::of)
                .toList();
    }

    private static boolean hasShortKeys(String name) {
        int most = LONGEST_KEY - (LONGEST - LONGEST_OF_TITLE);
        return keyOf(name).length() <= most && LookAlikes.key(name).length() <= most;
    }

    /** Whether the name, or one that looks like it, speaks for the installation. */
    public boolean isOfficial() {
        return LookAlikes.isOfficial(value);
    }

    /** Whether a word of it mixes letters of alphabets that look alike. Rooms of former versions may have such names. */
    public boolean mixesAlphabets() {
        return LookAlikes.mixesAlphabets(value);
    }

    /** How such a name is refused, when nobody has it or one like it. */
    public static Refusal mixed() {
        return Refusal.field("name", "name_invalid", "A word of the name mixes letters of different alphabets.");
    }

    private static boolean isAllowed(String value) {
        return ALLOWED.matcher(value).matches() && VisibleText.hidesNothing(value) && hasNoLooseSelector(value);
    }

    /** Selectors of emoji and of ideographs are no part of a name. */
    private static boolean hasNoLooseSelector(String value) {
        return value.codePoints()
                .noneMatch(character -> UCharacter.hasBinaryProperty(character, UProperty.VARIATION_SELECTOR));
    }

    private static String withoutHidden(String name) {
        return IntStream.iterate(0, at -> at < name.length(), at -> name.offsetByCodePoints(at, 1))
                .filter(at -> VisibleText.joinsLetters(name, at)
                        || !UCharacter.hasBinaryProperty(name.codePointAt(at), UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .collect(
                        StringBuilder::new,
                        (shown, at) -> shown.appendCodePoint(name.codePointAt(at)),
                        StringBuilder::append)
                .toString();
    }

    private static String trimmed(String name, int most) {
        int length = Math.min(most, name.codePointCount(0, name.length()));
        return EDGES.matcher(name.substring(0, name.offsetByCodePoints(0, length)))
                .replaceAll("");
    }

    /** The key that a text has, or would have as a part of a name; says nothing of whether it is a valid name. */
    public static String folded(String text) {
        return keyOf(dashed(text));
    }

    private static String dashed(String raw) {
        return SPACES.matcher(ClientText.nfc(LONGEST_TEXT, raw))
                .replaceAll(" ")
                .strip()
                .replace(' ', '-');
    }

    private static String keyOf(String value) {
        String compatible = Normalizer.normalize(value, Normalizer.Form.NFKC);
        String folded = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return JOINERS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFKC))
                .replaceAll("");
    }
}
