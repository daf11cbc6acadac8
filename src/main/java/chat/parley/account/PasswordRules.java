package chat.parley.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords are good enough: 8 to 128 characters, not digits alone, not much like the username, and not among
 * the first that a guesser tries. Slow for long passwords, so runs where hashing does.
 */
final class PasswordRules {

    static final int MIN = 8;
    static final int MAX = 128;

    static final String TOO_LONG = "too_long";

    /** Guesses that a cheap attack reaches: the usual lists of common passwords, and simple turns of them. */
    private static final double COMMON = 10_000;
    /** The time to guess a piece grows steeply with its length: 10 ms at worst for this one, 700 ms for 32 characters. */
    private static final int PIECE = 20;
    /** A password that has this much of its length from the username is no secret. */
    private static final double ALIKE = 0.7;

    private final Zxcvbn guesser = new Zxcvbn();

    /** The stable code of the rule that the password breaks, or empty when it breaks none. */
    Optional<String> brokenRule(String password, String username) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN) {
            return Optional.of("too_short");
        }
        if (length > MAX) {
            return Optional.of(TOO_LONG);
        }
        if (!isWellFormed(password)) {
            return Optional.of("invalid");
        }
        if (password.codePoints().allMatch(Character::isDigit)) {
            return Optional.of("all_digits");
        }
        if (isLike(username, password)) {
            return Optional.of("like_username");
        }
        return isCommon(password, username) ? Optional.of("too_common") : Optional.empty();
    }

    /** Half of a surrogate pair cannot be hashed, nor be part of any password. */
    static boolean isWellFormed(String password) {
        return password.codePoints().noneMatch(character -> Character.getType(character) == Character.SURROGATE);
    }

    private boolean isCommon(String password, String username) {
        int end = password.length();
        return isGuessed(password.substring(0, Math.min(PIECE, end)), username)
                && (end <= PIECE || isGuessed(password.substring(end - PIECE), username));
    }

    private boolean isGuessed(String piece, String username) {
        return guesser.measure(piece, List.of(username)).getGuesses() < COMMON;
    }

    private static boolean isLike(String username, String password) {
        String name = username.toLowerCase(Locale.ROOT);
        String secret = password.toLowerCase(Locale.ROOT);
        return longestShared(name, secret) >= ALIKE * secret.length();
    }

    /** The length of the longest run of characters that both have. */
    private static int longestShared(String one, String other) {
        int longest = 0;
        int[] endingHere = new int[other.length() + 1];
        for (int i = 0; i < one.length(); i++) {
            for (int j = other.length(); j > 0; j--) {
                endingHere[j] = one.charAt(i) == other.charAt(j - 1) ? endingHere[j - 1] + 1 : 0;
                longest = Math.max(longest, endingHere[j]);
            }
        }
        return longest;
    }
}
