package chat.parley.roomlog.state;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.LookAlikes;
import chat.parley.text.VisibleText;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A room's name: 1 to 64 letters and digits of any script with their marks and the joiners that they need, {@code _}
 * and {@code -}. The single validator for all inputs, so that every room that can be created can also be opened.
 *
 * @param key the comparison key, independent of case and of how letters are composed
 * @param lookKey the look-alike key, equal for names that a reader could confuse; no two rooms have or had names with the
 *     same one
 */
public record RoomName(String value, String key, String lookKey) {

    private static final int MAX_LENGTH = 64;
    /** Input is normalized up to this length, because looked-up texts need not be valid names. */
    private static final int MAX_TEXT_LENGTH = 256;
    /** The width of the database columns; only names with rare compatibility characters come near it. */
    private static final int MAX_KEY_LENGTH = 256;

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}\\u200C\\u200D_-]+");
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}\\u200C\\u200D]+");
    /** The name for a title without letters or digits. */
    private static final String DEFAULT_NAME = "room";

    private static final Pattern EDGES = Pattern.compile("^-+|-+$");
    private static final Pattern JOINERS = Pattern.compile("[\\u200C\\u200D]");
    /** Leaves space for a numeric suffix. */
    private static final int MAX_BASE_LENGTH = 56;

    private static final int MAX_NUMBER = 9;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Trims the text, replaces inner spaces with {@code -} and refuses the result if it is not a valid name. */
    public static RoomName of(String raw) {
        String value = withDashes(raw);
        if (value.isEmpty()) {
            throw Refusal.field("name", "name_blank", "Enter a name for the room.");
        }
        if (value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw Refusal.field(
                    "name", "name_too_long", "A room's name can have at most " + MAX_LENGTH + " characters.");
        }
        if (!isAllowed(value)) {
            throw Refusal.field("name", "name_invalid", "A room's name can only have letters, digits, '_' and '-'.");
        }
        String key = keyOf(value);
        String lookKey = LookAlikes.key(value);
        if (Math.max(key.length(), lookKey.length()) > MAX_KEY_LENGTH) {
            throw Refusal.field("name", "name_too_long", "This name contains too many unusual characters.");
        }
        return new RoomName(value, key, lookKey);
    }

    /**
     * Returns the candidate names for a room with this title, in the order in which to try them:
     * {@code büro-planung-2027} for {@code Büro & Planung 2027!}, then the same with a numeric suffix.
     *
     * @param title a valid title
     * @param randomNumber the suffix of the last candidate, for when many numbers are taken
     */
    public static List<RoomName> ofTitle(String title, int randomNumber) {
        String lowerCase = Normalizer.normalize(title, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String shown = withoutHidden(NOT_ALLOWED.matcher(lowerCase).replaceAll("-"));
        String name = truncate(shown.replaceAll("-{2,}", "-"), MAX_BASE_LENGTH);
        String base = isAllowed(name) && hasShortKeys(name) && !LookAlikes.mixesAlphabets(name) ? name : DEFAULT_NAME;
        return Stream.concat(
                        Stream.of(base),
                        IntStream.concat(IntStream.rangeClosed(2, MAX_NUMBER), IntStream.of(randomNumber))
                                .mapToObj(number -> base + "-" + number))
                .map(RoomName::of)
                .toList();
    }

    private static boolean hasShortKeys(String name) {
        int maxLength = MAX_KEY_LENGTH - (MAX_LENGTH - MAX_BASE_LENGTH);
        return keyOf(name).length() <= maxLength && LookAlikes.key(name).length() <= maxLength;
    }

    /** Returns the {@code lookKey} of each name that a reader could take for this one, in any alphabet. */
    public Set<String> lookAlikeKeys() {
        return LookAlikes.keys(value);
    }

    /** Returns whether the name, or one that looks like it, suggests that the room speaks for the installation. */
    public boolean isOfficial() {
        return LookAlikes.isOfficial(value);
    }

    /**
     * Returns whether a word of the name mixes letters of alphabets that look alike. Rooms created by older versions
     * may have such names.
     */
    public boolean mixesAlphabets() {
        return LookAlikes.mixesAlphabets(value);
    }

    /** Returns the refusal for a name that another room has or had. */
    public static Refusal taken() {
        return Refusal.of(Refusal.Code.ROOM_EXISTS, "A room with this name already exists.");
    }

    /** Returns the refusal for a name that mixes alphabets and is otherwise free. */
    public static Refusal mixedAlphabets() {
        return Refusal.field("name", "name_invalid", "A word in the name mixes letters from different alphabets.");
    }

    private static boolean isAllowed(String value) {
        return ALLOWED.matcher(value).matches() && VisibleText.hidesNothing(value) && hasNoVariationSelector(value);
    }

    /** Variation selectors for emoji and ideographs are not allowed in names. */
    private static boolean hasNoVariationSelector(String value) {
        return value.codePoints()
                .noneMatch(character -> UCharacter.hasBinaryProperty(character, UProperty.VARIATION_SELECTOR));
    }

    private static String withoutHidden(String name) {
        return IntStream.iterate(0, index -> index < name.length(), index -> name.offsetByCodePoints(index, 1))
                .filter(index -> VisibleText.joinsLetters(name, index)
                        || !UCharacter.hasBinaryProperty(
                                name.codePointAt(index), UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .collect(
                        StringBuilder::new,
                        (shown, index) -> shown.appendCodePoint(name.codePointAt(index)),
                        StringBuilder::append)
                .toString();
    }

    private static String truncate(String name, int maxLength) {
        int length = Math.min(maxLength, name.codePointCount(0, name.length()));
        return EDGES.matcher(name.substring(0, name.offsetByCodePoints(0, length)))
                .replaceAll("");
    }

    /** Returns the comparison key of a text, which need not be a valid name or a whole one. */
    public static String fold(String text) {
        return keyOf(withDashes(text));
    }

    private static String withDashes(String raw) {
        return SPACES.matcher(ClientText.nfc(MAX_TEXT_LENGTH, raw))
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
