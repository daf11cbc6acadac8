package chat.parley.account;

import chat.parley.text.Folding;
import chat.parley.text.LookAlikes;

/**
 * The keys that are stored beside a display name.
 *
 * @param look shared by all names that a reader could confuse with this one
 * @param search the username and the display name, folded, one per line
 */
record NameKeys(String look, String search) {

    /** The lengths of the columns. */
    private static final int MAX_LOOK = 256;

    private static final int MAX_SEARCH = 4000;

    static NameKeys of(String username, String displayName) {
        return new NameKeys(
                look(displayName), cut(Folding.fold(username) + '\n' + Folding.fold(displayName), MAX_SEARCH));
    }

    static String look(String displayName) {
        return cut(LookAlikes.keyOfWords(displayName), MAX_LOOK);
    }

    /** Returns the keys of all names, in any alphabet, that a reader could confuse with this one. */
    static String[] looks(String displayName) {
        return LookAlikes.keysOfWords(displayName).stream()
                .map(key -> cut(key, MAX_LOOK))
                .distinct()
                .toArray(String[]::new);
    }

    private static String cut(String key, int length) {
        return key.length() <= length ? key : key.substring(0, length);
    }
}
