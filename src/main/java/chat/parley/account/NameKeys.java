package chat.parley.account;

import chat.parley.text.Folding;
import chat.parley.text.LookAlikes;

/**
 * What is stored beside a display name.
 *
 * @param look what names that a reader could take for it share
 * @param search the username and the display name, a line each, folded
 */
record NameKeys(String look, String search) {

    /** As many as the columns hold. */
    private static final int MAX_LOOK = 256;

    private static final int MAX_SEARCH = 4000;

    static NameKeys of(String username, String displayName) {
        return new NameKeys(
                look(displayName), cut(Folding.fold(username) + '\n' + Folding.fold(displayName), MAX_SEARCH));
    }

    static String look(String displayName) {
        return cut(LookAlikes.keyOfWords(displayName), MAX_LOOK);
    }

    private static String cut(String key, int length) {
        return key.length() <= length ? key : key.substring(0, length);
    }
}
