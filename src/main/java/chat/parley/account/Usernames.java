package chat.parley.account;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.Folding;
import chat.parley.text.LookAlikes;
import chat.parley.text.VisibleText;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The rules of usernames. A name is 2 to 32 characters: letters and digits of any script with their marks and the joiners
 * that they need, {@code .}, {@code _} and {@code -}, at least one of them a letter or digit. It is kept as it was written,
 * in NFC.
 *
 * <p>Two names are the same when a reader could take one for the other. So a name is found, and is unique, by its key: see
 * {@link LookAlikes}.
 */
@Component
public final class Usernames {

    private static final int MIN = 2;
    private static final int MAX = 32;
    /** As many as the column holds; only names of rare compatibility characters come near. */
    private static final int MAX_KEY = 256;
    /** Words that mean others: {@code …/members/me} is the one who asks, and {@code @here} calls everybody. */
    private static final Set<String> RESERVED = Set.of("me", "here", "all", "everyone");

    /** Loads the tables of Unicode now, from files, rather than on the thread of the first request. */
    public Usernames() {
        key("w\u0430rm");
        Folding.fold("w\u00E4rm\u0301");
        VisibleText.load();
    }

    /** Whether a name speaks for the installation: the first member and administrators give such names, nobody else. */
    boolean isOfficial(String name) {
        return LookAlikes.isOfficial(name);
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

    /** Refuses a new name that mixes alphabets within a word. Accounts of former versions may have such names. */
    static Mono<Void> refuseMixed(String field, String name) {
        return LookAlikes.mixesAlphabets(name)
                ? Mono.error(() -> Refusal.field(
                        field, "mixed_alphabets", "A word of the name mixes letters of different alphabets."))
                : Mono.empty();
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

    private static String keyOf(String name) {
        return LookAlikes.key(name);
    }

    private static boolean isWellFormed(String name) {
        return VisibleText.hidesNothing(name)
                && name.codePoints().anyMatch(Character::isLetterOrDigit)
                && IntStream.iterate(0, at -> at < name.length(), at -> name.offsetByCodePoints(at, 1))
                        .allMatch(at -> isAllowed(name.codePointAt(at)) || VisibleText.joinsLetters(name, at));
    }

    private static boolean isAllowed(int character) {
        int type = Character.getType(character);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return (mark
                        || Character.isLetterOrDigit(character)
                        || character == '.'
                        || character == '_'
                        || character == '-')
                && !UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}
