package chat.parley.account;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The password policy: 8 to 128 characters, not only digits, not similar to the username, and not easy to guess. The
 * check is slow for long passwords, so it runs on the {@link HashingPool}.
 */
final class PasswordRules {

    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 128;

    static final String TOO_LONG = "too_long";

    /**
     * The number of guesses that a cheap attack can make: the usual lists of common passwords and simple variations of
     * them.
     */
    private static final double MIN_GUESSES = 10_000;
    /**
     * The cost of the estimate grows steeply with the length of a piece: at worst 10 ms for 20 characters, 700 ms for
     * 32.
     */
    private static final int PIECE_LENGTH = 20;
    /** The share of a password's length that the username may not contribute. */
    private static final double MAX_SIMILARITY = 0.7;

    private final Zxcvbn guesser = new Zxcvbn();

    /** Returns the stable code of the rule that the password breaks; empty if it is acceptable. */
    Optional<String> brokenRule(String password, String username) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH) {
            return Optional.of("too_short");
        }
        if (length > MAX_LENGTH) {
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

    /** Whether the password contains no unpaired surrogate, which cannot be hashed. */
    static boolean isWellFormed(String password) {
        return password.codePoints().noneMatch(character -> Character.getType(character) == Character.SURROGATE);
    }

    private boolean isCommon(String password, String username) {
        int end = password.length();
        return isGuessable(password.substring(0, Math.min(PIECE_LENGTH, end)), username)
                && (end <= PIECE_LENGTH || isGuessable(password.substring(end - PIECE_LENGTH), username));
    }

    private boolean isGuessable(String piece, String username) {
        return guesser.measure(piece, List.of(username)).getGuesses() < MIN_GUESSES;
    }

    private static boolean isLike(String username, String password) {
        String name = username.toLowerCase(Locale.ROOT);
        String secret = password.toLowerCase(Locale.ROOT);
        return longestCommonSubstring(name, secret) >= MAX_SIMILARITY * secret.length();
    }

    /** Returns the length of the longest common substring. */
    private static int longestCommonSubstring(String first, String second) {
        int longest = 0;
        int[] endingHere = new int[second.length() + 1];
        for (int i = 0; i < first.length(); i++) {
            for (int j = second.length(); j > 0; j--) {
                endingHere[j] = first.charAt(i) == second.charAt(j - 1) ? endingHere[j - 1] + 1 : 0;
                longest = Math.max(longest, endingHere[j]);
            }
        }
        return longest;
    }
}
