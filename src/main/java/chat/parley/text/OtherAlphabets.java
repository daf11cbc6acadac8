package chat.parley.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds spellings of a name in other alphabets whose capitals look the same: the whole-script confusables of UTS 39,
 * section 4.1. {@code ΜΙΡΑ} in Greek is {@code MIPA} in Latin. Skeletons of case-folded names miss these, because the
 * small letters of these alphabets differ where the capitals do not.
 */
final class OtherAlphabets {

    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    /** By alphabet, its letters by the Latin letters that they look like. */
    private static final Collection<Map<Integer, Integer>> LETTERS = letters();

    private OtherAlphabets() {}

    /** Returns the spellings; empty if a letter has no equivalent in another alphabet. */
    static Stream<String> spellings(String name) {
        String capitals = LOOKS.getSkeleton(UCharacter.toUpperCase(NFKC.normalize(name)));
        return Stream.concat(
                        Stream.of(capitals).filter(OtherAlphabets::isLatin),
                        LETTERS.stream().map(letters -> spelling(capitals, letters)))
                .filter(spelling -> !spelling.isEmpty());
    }

    private static boolean isLatin(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> UnicodeScript.of(letter) == UnicodeScript.LATIN);
    }

    private static String spelling(String capitals, Map<Integer, Integer> letters) {
        StringBuilder spelling = new StringBuilder();
        for (int character : capitals.codePoints().toArray()) {
            Integer letter = letters.get(character);
            if (letter == null && Character.isLetter(character)) {
                return "";
            }
            spelling.appendCodePoint(letter == null ? character : letter);
        }
        return spelling.toString();
    }

    private static Collection<Map<Integer, Integer>> letters() {
        Map<UnicodeScript, Map<Integer, Integer>> letters = new HashMap<>();
        IntStream.range(0, Character.MIN_SUPPLEMENTARY_CODE_POINT)
                .filter(OtherAlphabets::isCapital)
                .forEach(letter -> {
                    String look = LOOKS.getSkeleton(Character.toString(letter));
                    if (look.length() == 1 && Character.isLetter(look.charAt(0)) && isLatin(look)) {
                        letters.computeIfAbsent(UnicodeScript.of(letter), script -> new HashMap<>())
                                .putIfAbsent(look.codePointAt(0), letter);
                    }
                });
        return letters.values().stream().map(Map::copyOf).toList();
    }

    private static boolean isCapital(int character) {
        UnicodeScript script = UnicodeScript.of(character);
        return script != UnicodeScript.LATIN
                && LookAlikes.ALPHABETS.contains(script)
                && Character.isLetter(character)
                && !Character.isLowerCase(character);
    }
}
