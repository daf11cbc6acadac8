package chat.parley.inbox;

import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.RoomState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the changes of a room into updates for each of its members with a subscription. Confined to the inbox thread.
 */
final class UnreadUpdateBuilder {

    private final ChangeCodec codec;
    private final Inboxes inboxes;
    private final UnreadReader reader;

    UnreadUpdateBuilder(ChangeCodec codec, Inboxes inboxes, UnreadReader reader) {
        this.codec = codec;
        this.inboxes = inboxes;
        this.reader = reader;
    }

    void build(WatchedRoom room) {
        WatchedRoom.Batch batch = room.take();
        UpdateDelivery deliveries = new UpdateDelivery();
        List<MessageState> messages = new ArrayList<>();
        boolean recheckAll = batch.overflow();
        for (var entry : batch.entries()) {
            Change change = codec.decode(entry);
            if (change instanceof MessageState message) {
                messages.add(message);
            } else if (change instanceof MemberState member) {
                applyMember(room, member, deliveries);
            } else {
                recheckAll |= change instanceof RoomState;
            }
        }
        if (!messages.isEmpty()) {
            room.inboxes().forEach(inbox -> applyMessages(inbox, room.id(), messages, deliveries));
        }
        if (recheckAll) {
            room.inboxes().forEach(inbox -> reader.enqueue(inbox, room.id()));
        }
        deliveries.send();
    }

    /**
     * Handles a change of membership. A removed account receives nothing more from the room, not even messages of the
     * same batch. A removal that is older than the known state is superseded. In both cases the account may have
     * rejoined, so its state is read again.
     */
    private void applyMember(WatchedRoom room, MemberState member, UpdateDelivery deliveries) {
        Inbox inbox = inboxes.get(member.username());
        if (inbox == null) {
            return;
        }
        UnreadState state = inbox.state(room.id());
        boolean removed = !member.joined() && state != null && state.known() && member.revision() > state.revision();
        if (removed && inboxes.leave(inbox, room.id())) {
            deliveries.add(inbox, room.id(), new UnreadUpdate.Gone(room.id()));
        }
        reader.enqueue(inbox, room.id());
    }

    private void applyMessages(Inbox inbox, String room, List<MessageState> messages, UpdateDelivery deliveries) {
        UnreadState before = inbox.state(room);
        if (before == null || !before.known()) {
            reader.enqueue(inbox, room);
            return;
        }
        UnreadState after = before;
        for (MessageState message : messages) {
            boolean own = message.author().equals(inbox.username());
            if (own && message.seq() > before.receivedSeq()) {
                after = after.withReadSeq(message.seq());
            }
            after = after.withMessage(message.seq());
        }
        messages.stream()
                .filter(message -> message.seq() <= before.receivedSeq() && message.editedAt() != null)
                .filter(message -> MessageMentions.to(inbox.username(), message))
                .forEach(message -> inbox.addEdited(room, message));
        if (needsRecount(inbox, before, messages)) {
            reader.enqueue(inbox, room);
        }
        inbox.put(room, after);
        MessageState shown = messageToShow(inbox, before, messages);
        if (shown != null || !after.sameCounts(before)) {
            deliveries.add(inbox, room, after.unread(room, shown));
        }
    }

    /** Whether the number of mentions or deleted messages may have changed. */
    private static boolean needsRecount(Inbox inbox, UnreadState before, List<MessageState> messages) {
        boolean counted = before.mentions() > 0 || before.deletions() > 0;
        return messages.stream()
                .anyMatch(message -> MessageMentions.to(inbox.username(), message)
                        || (message.deleted() && message.seq() > before.readSeq())
                        || (counted
                                && (message.seq() <= before.lastSeq()
                                        || message.author().equals(inbox.username()))));
    }

    /** Returns the message to show: new, by somebody else, and preferably one that mentions the account. */
    private static @Nullable MessageState messageToShow(Inbox inbox, UnreadState before, List<MessageState> messages) {
        MessageState shown = null;
        for (MessageState message : messages) {
            boolean shows = message.seq() > before.receivedSeq()
                    && !message.deleted()
                    && !message.author().equals(inbox.username());
            if (shows
                    && (shown == null
                            || MessageMentions.to(inbox.username(), message)
                            || !MessageMentions.to(inbox.username(), shown))) {
                shown = message;
            }
        }
        return shown;
    }
}
