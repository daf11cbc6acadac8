package chat.parley.account;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The rules of usernames. A name is 2 to 32 characters: letters and digits of any script with their marks, {@code .},
 * {@code _} and {@code -}, at least one of them a letter or digit. It is kept as it was written, in NFC.
 *
 * <p>Two names are the same when a reader could take one for the other. So a name is found, and is unique, by its key:
 * the skeleton of Unicode's UTS 39 of the case-folded name. Case is folded on both sides of the skeleton, and {@code i}
 * counts as {@code l}, because {@code I}, {@code l} and {@code 1} look alike and {@code I} folds to {@code i}.
 */
@Component
public final class Usernames {

    private static final int MIN = 2;
    private static final int MAX = 32;
    /** As many as the column holds; only names of rare compatibility characters come near. */
    private static final int MAX_KEY = 256;
    /** More marks than any script stacks on one letter are there to smear over other lines. */
    private static final int MAX_MARKS = 4;

    /** Words that mean others: {@code …/members/me} is the one who asks, and {@code @here} calls everybody. */
    private static final Set<String> RESERVED = Set.of("me", "here", "all", "everyone");

    private final SpoofChecker looks = new SpoofChecker.Builder().build();
    private final Normalizer2 nfkcCasefold = Normalizer2.getNFKCCasefoldInstance();

    /** Loads the tables of Unicode now, from files, rather than on the thread of the first request. */
    public Usernames() {
        key("warm");
    }

    /** The form in which a name is stored and shown; a name that is too long in any form stays as it is. */
    String normalized(String name) {
        return ClientText.nfc(MAX, name);
    }

    /** The stable code of the rule that a normalized name breaks, or empty when it breaks none. */
    Optional<String> brokenRule(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < MIN) {
            return Optional.of(name.isBlank() ? "blank" : "too_short");
        }
        if (length > MAX) {
            return Optional.of("too_long");
        }
        if (!isWellFormed(name)) {
            return Optional.of("invalid");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("reserved");
        }
        return keyOf(name).length() > MAX_KEY ? Optional.of("too_long") : Optional.empty();
    }

    /** Refuses a normalized name that breaks a rule, as the field {@code username}. */
    void refuseBroken(String name) {
        brokenRule(name).ifPresent(code -> {
            throw Refusal.field("username", code, "Choose another name.");
        });
    }

    /** What equal-looking names share. Empty for what is no name, so that nothing is found under it. */
    public Optional<String> key(String name) {
        String normalized = normalized(name);
        return brokenRule(normalized).isEmpty() ? Optional.of(keyOf(normalized)) : Optional.empty();
    }

    private String keyOf(String name) {
        String skeleton = looks.getSkeleton(nfkcCasefold.normalize(name));
        return nfkcCasefold.normalize(skeleton).replace('i', 'l');
    }

    private static boolean isWellFormed(String name) {
        int marks = 0;
        boolean hasLetterOrDigit = false;
        for (int at = 0; at < name.length(); at = name.offsetByCodePoints(at, 1)) {
            int character = name.codePointAt(at);
            boolean mark = isMark(character);
            marks = mark ? marks + 1 : 0;
            if (!(mark ? at > 0 && marks <= MAX_MARKS : isAllowed(character)) || isInvisible(character)) {
                return false;
            }
            hasLetterOrDigit |= Character.isLetterOrDigit(character);
        }
        return hasLetterOrDigit;
    }

    private static boolean isAllowed(int character) {
        return Character.isLetterOrDigit(character) || character == '.' || character == '_' || character == '-';
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Some letters, the Hangul fillers for one, are drawn as nothing. */
    private static boolean isInvisible(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}
