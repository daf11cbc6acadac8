package chat.parley.inbox;

import chat.parley.roomlog.MessageState;

/** Whom a message calls. */
final class Calls {

    private Calls() {}

    static boolean to(String username, MessageState message) {
        return false;
    }

    static boolean anybody(MessageState message) {
        return false;
    }
}
