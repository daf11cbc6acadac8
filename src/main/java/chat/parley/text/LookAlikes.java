package chat.parley.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which names a reader could take for each other. Their keys are equal: the skeleton of Unicode's UTS 39 of the
 * case-folded name, without what shows nothing. Case is folded on both sides of the skeleton, and {@code i} counts as
 * {@code l}, because {@code I}, {@code l} and {@code 1} look alike and {@code I} folds to {@code i}.
 */
public final class LookAlikes {

    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();
    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** Those that share shapes with each other. */
    private static final Set<UnicodeScript> ALPHABETS = Set.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC,
            UnicodeScript.LISU);

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");

    /** Words that speak for the installation. Only administrators give them, to rooms and to accounts. */
    private static final Set<String> OFFICIAL = Stream.of(
                    "abuse",
                    "admin",
                    "administrator",
                    "administrators",
                    "admins",
                    "all",
                    "channel",
                    "everybody",
                    "everyone",
                    "helpdesk",
                    "here",
                    "no-reply",
                    "noreply",
                    "official",
                    "parley",
                    "postmaster",
                    "root",
                    "security",
                    "staff",
                    "support",
                    "sysadmin",
                    "system",
                    "webmaster")
            .map(LookAlikes::key)
            .collect(Collectors.toUnmodifiableSet());

    private LookAlikes() {}

    public static String key(String name) {
        return NFKC_CASEFOLD
                .normalize(LOOKS.getSkeleton(NFKC_CASEFOLD.normalize(name)))
                .replace('i', 'l');
    }

    /** The key of a name that may have anything around it: {@code "@Bob!"} looks like {@code bob}. */
    public static String keyOfWords(String name) {
        return key(EDGES.matcher(name).replaceAll(""));
    }

    /**
     * Whether a word of a name mixes alphabets whose letters look alike, as {@code Мira} with a Cyrillic {@code М} does. Keys
     * cannot tell such a name from the one that it imitates, because capitals look alike where the small letters differ.
     * Words of different alphabets beside each other, and Latin beside Han or Kana, are ordinary names (UTS 39, section 5.2).
     */
    public static boolean mixesAlphabets(String name) {
        return NOT_LETTERS
                .splitAsStream(NFKC.normalize(name))
                .anyMatch(word -> word.codePoints()
                                .mapToObj(UnicodeScript::of)
                                .filter(ALPHABETS::contains)
                                .distinct()
                                .count()
                        > 1);
    }

    /** Whether a name, or one that looks like it, speaks for the installation. */
    public static boolean isOfficial(String name) {
        return OFFICIAL.contains(keyOfWords(name));
    }
}
