package chat.parley.text;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes the keys of names. Names that a reader could confuse have the same key: the UTS 39 skeleton of the
 * case-folded name, without invisible characters. Case is folded before and after the skeleton, and {@code i} counts as
 * {@code l}, because {@code I}, {@code l} and {@code 1} look alike and {@code I} folds to {@code i}.
 */
public final class LookAlikes {

    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();
    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** The alphabets with letters of the same shapes. */
    static final Set<UnicodeScript> ALPHABETS = Set.of(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.CHEROKEE,
            UnicodeScript.COPTIC,
            UnicodeScript.LISU);

    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{M}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");

    /**
     * Words that are reserved for the installation. Only administrators may use them in the names of rooms and
     * accounts.
     */
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
                    "help",
                    "helpdesk",
                    "here",
                    "hostmaster",
                    "mod",
                    "moderation",
                    "moderator",
                    "moderators",
                    "mods",
                    "no-reply",
                    "noreply",
                    "official",
                    "operator",
                    "parley",
                    "postmaster",
                    "root",
                    "security",
                    "server",
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

    /** Returns the key without punctuation and symbols at either end: {@code "@Bob!"} looks like {@code bob}. */
    public static String keyOfWords(String name) {
        return key(EDGES.matcher(name).replaceAll(""));
    }

    /**
     * Returns the {@link #keys} of the name without punctuation and symbols at either end.
     */
    public static Set<String> keysOfWords(String name) {
        return keys(EDGES.matcher(name).replaceAll(""));
    }

    /**
     * Returns the key, the key of the name as it is displayed (case folding changes some letters, such as {@code ſ}, into
     * others), and the keys of spellings in other alphabets whose capitals look the same.
     */
    public static Set<String> keys(String name) {
        return Stream.concat(Stream.of(name, LOOKS.getSkeleton(name)), OtherAlphabets.spellings(name))
                .map(LookAlikes::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether a word of the name mixes alphabets whose letters look alike, such as {@code Мira} with a Cyrillic {@code
     * М}. Keys cannot distinguish such a name from the one that it imitates, because the capitals look alike where the
     * small letters differ. Words in different alphabets next to each other, and Latin with Han or Kana, are ordinary
     * names (UTS 39, section 5.2).
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

    /** Whether the name, or one that looks like it, is reserved for the installation. */
    public static boolean isOfficial(String name) {
        return keysOfWords(name).stream().anyMatch(OFFICIAL::contains);
    }
}
