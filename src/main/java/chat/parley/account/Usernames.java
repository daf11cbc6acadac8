package chat.parley.account;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.Folding;
import chat.parley.text.LookAlikes;
import chat.parley.text.VisibleText;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Validates and compares usernames. A name has 2 to 32 characters: letters and digits of any script with their marks
 * and the joiners that they need, {@code .}, {@code _} and {@code -}; at least one of them is a letter or digit. It is
 * stored in NFC, otherwise as it was typed.
 *
 * <p>Two names are equal if a reader could confuse them. Accounts are therefore looked up, and are unique, by a key:
 * see {@link LookAlikes}.
 */
@Component
public final class Usernames {

    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 32;
    /** The length of the column. Only names of rare compatibility characters have keys of about this length. */
    private static final int MAX_KEY_LENGTH = 256;

    private static final List<String> AFFIXES =
            Stream.of("", ".", "-", "_").map(LookAlikes::key).toList();
    /**
     * Words with another meaning: {@code …/members/me} is the requesting account, and {@code @here} mentions everybody.
     */
    private static final Set<String> RESERVED = Set.of("me", "here", "all", "everyone");

    /** Loads the Unicode tables from files now, not on the thread of the first request. */
    public Usernames() {
        lookAlikeKeys("w\u0430rm");
        Folding.fold("w\u00E4rm\u0301");
        VisibleText.load();
    }

    /** Whether a name is reserved for the installation. Only the first member and administrators may use such names. */
    public boolean isOfficial(String name) {
        return LookAlikes.isOfficial(name);
    }

    /**
     * Returns the NFC form, in which names are stored and shown. Names that are too long in any form are returned
     * unchanged.
     */
    public String normalize(String name) {
        return ClientText.nfc(MAX_LENGTH, name);
    }

    /** Returns the stable code of the rule that a normalized name breaks; empty if it is valid. */
    public Optional<String> brokenRule(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < MIN_LENGTH) {
            return Optional.of(name.isBlank() ? "blank" : "too_short");
        }
        if (length > MAX_LENGTH) {
            return Optional.of("too_long");
        }
        if (!isWellFormed(name)) {
            return Optional.of("invalid");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("reserved");
        }
        return keyOf(name).length() > MAX_KEY_LENGTH ? Optional.of("too_long") : Optional.empty();
    }

    /** Rejects a new name in which a word mixes alphabets. Accounts of former versions may have such names. */
    static Mono<Void> refuseMixed(String field, String name) {
        return LookAlikes.mixesAlphabets(name)
                ? Mono.error(() -> Refusal.field(
                        field, "mixed_alphabets", "A word in the name mixes letters from different alphabets."))
                : Mono.empty();
    }

    /** Rejects a normalized name that breaks a rule, as the field {@code username}. */
    public void refuseBroken(String name) {
        brokenRule(name).ifPresent(code -> {
            throw Refusal.field("username", code, "Choose another name.");
        });
    }

    /** Returns the key that equal-looking names share. Empty for an invalid name, so that it matches no account. */
    public Optional<String> key(String name) {
        String normalized = normalize(name);
        return brokenRule(normalized).isEmpty() ? Optional.of(keyOf(normalized)) : Optional.empty();
    }

    /**
     * Returns the keys of all names that a reader could confuse with a new name: its own key, the key of the same word
     * in another alphabet, and each of these with and without a full stop, hyphen or underscore at either end. Only new
     * names are compared in this way; existing accounts keep their names and are found by their own keys.
     */
    Set<String> lookAlikeKeys(String name) {
        return Stream.concat(
                        Stream.of(keyOf(name)),
                        LookAlikes.keysOfWords(name).stream()
                                .flatMap(key -> AFFIXES.stream()
                                        .flatMap(prefix -> AFFIXES.stream().map(suffix -> prefix + key + suffix))))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String keyOf(String name) {
        return LookAlikes.key(name);
    }

    private static boolean isWellFormed(String name) {
        return VisibleText.hidesNothing(name)
                && name.codePoints().anyMatch(Character::isLetterOrDigit)
                && IntStream.iterate(0, index -> index < name.length(), index -> name.offsetByCodePoints(index, 1))
                        .allMatch(index -> isAllowed(name.codePointAt(index)) || VisibleText.joinsLetters(name, index));
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
