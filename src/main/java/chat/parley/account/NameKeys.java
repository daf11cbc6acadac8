package chat.parley.account;

import chat.parley.text.Folding;
import chat.parley.text.LookAlikes;

/**
 * The keys that are stored beside a display name.
 *
 * @param lookKey shared by all names that a reader could confuse with this one
 * @param search the username and the display name, folded, one per line
 */
record NameKeys(String lookKey, String search) {

    /** The lengths of the columns. */
    private static final int MAX_LOOK_KEY_LENGTH = 256;

    private static final int MAX_SEARCH_LENGTH = 4000;

    static NameKeys of(String username, String displayName) {
        return new NameKeys(
                lookKey(displayName),
                truncate(Folding.fold(username) + '\n' + Folding.fold(displayName), MAX_SEARCH_LENGTH));
    }

    static String lookKey(String displayName) {
        return truncate(LookAlikes.keyOfWords(displayName), MAX_LOOK_KEY_LENGTH);
    }

    /** Returns the keys of all names, in any alphabet, that a reader could confuse with this one. */
    static String[] lookKeys(String displayName) {
        return LookAlikes.keysOfWords(displayName).stream()
                .map(key -> truncate(key, MAX_LOOK_KEY_LENGTH))
                .distinct()
                .toArray(String[]::new);
    }

    private static String truncate(String key, int length) {
        return key.length() <= length ? key : key.substring(0, length);
    }
}
