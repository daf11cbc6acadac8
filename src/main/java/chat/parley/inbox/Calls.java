package chat.parley.inbox;

import chat.parley.roomlog.MessageState;

/** Whom a message calls. */
final class Calls {

    private Calls() {}

    /** Nobody calls themselves. */
    static boolean to(String username, MessageState message) {
        return (message.here() || message.mentions().contains(username))
                && !message.author().equals(username);
    }
}
