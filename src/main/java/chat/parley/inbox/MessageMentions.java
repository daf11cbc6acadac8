package chat.parley.inbox;

import chat.parley.roomlog.state.MessageState;

/** Determines which members a message mentions. */
final class MessageMentions {

    private MessageMentions() {}

    /** Whether the message mentions the member. Authors do not mention themselves. */
    static boolean to(String username, MessageState message) {
        return (message.here() || message.mentions().contains(username))
                && !message.author().equals(username);
    }
}
