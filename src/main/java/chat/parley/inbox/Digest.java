package chat.parley.inbox;

import chat.parley.roomlog.Change;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.MemberState;
import chat.parley.roomlog.MessageState;
import chat.parley.roomlog.RoomState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what happened in a room into news for each of its watched members. Runs on the inboxes' thread. */
final class Digest {

    private final ChangeCodec codec;
    private final Inboxes inboxes;
    private final Looks looks;

    Digest(ChangeCodec codec, Inboxes inboxes, Looks looks) {
        this.codec = codec;
        this.inboxes = inboxes;
        this.looks = looks;
    }

    void tell(WatchedRoom room) {
        WatchedRoom.Noted noted = room.take();
        Deliveries deliveries = new Deliveries();
        List<MessageState> messages = new ArrayList<>();
        boolean everybodyLooks = noted.more();
        for (var entry : noted.entries()) {
            Change change = codec.decode(entry);
            if (change instanceof MessageState message) {
                messages.add(message);
            } else if (change instanceof MemberState member) {
                member(room, member, deliveries);
            } else {
                everybodyLooks |= change instanceof RoomState;
            }
        }
        if (!messages.isEmpty()) {
            room.inboxes().forEach(inbox -> messages(inbox, room.id(), messages, deliveries));
        }
        if (everybodyLooks) {
            room.inboxes().forEach(inbox -> looks.soon(inbox, room.id()));
        }
        deliveries.send();
    }

    /**
     * A removed account is told nothing more, starting with the same gathering. A removal that is older than what is known
     * of the account is superseded. Either way the account may have come back since, which a look finds.
     */
    private void member(WatchedRoom room, MemberState member, Deliveries deliveries) {
        Inbox inbox = inboxes.of(member.username());
        if (inbox == null) {
            return;
        }
        Place place = inbox.place(room.id());
        boolean removed = !member.joined() && place != null && place.known() && member.revision() > place.revision();
        if (removed && inboxes.leave(inbox, room.id())) {
            deliveries.add(inbox, room.id(), new News.Gone(room.id()));
        }
        looks.soon(inbox, room.id());
    }

    private void messages(Inbox inbox, String room, List<MessageState> messages, Deliveries deliveries) {
        Place before = inbox.place(room);
        if (before == null || !before.known()) {
            looks.soon(inbox, room);
            return;
        }
        Place after = before;
        for (MessageState message : messages) {
            boolean own = message.author().equals(inbox.username());
            if (own && message.seq() > before.heard()) {
                after = after.withReadSeq(message.seq());
            }
            after = after.withMessage(message.seq());
        }
        if (recounts(inbox, before, messages)) {
            looks.soon(inbox, room);
        }
        inbox.put(room, after);
        MessageState shown = shown(inbox, before, messages);
        if (shown != null || !after.countsLike(before)) {
            deliveries.add(inbox, room, after.unread(room, shown));
        }
    }

    /** Whether the number of messages that call the account may be another now. */
    private static boolean recounts(Inbox inbox, Place before, List<MessageState> messages) {
        return messages.stream()
                .anyMatch(message -> Calls.to(inbox.username(), message)
                        || (before.mentions() > 0
                                && message.seq() > before.readSeq()
                                && message.seq() <= before.lastSeq()));
    }

    /** The message to show: new, somebody else's, and rather one that calls the account. */
    private static @Nullable MessageState shown(Inbox inbox, Place before, List<MessageState> messages) {
        MessageState shown = null;
        for (MessageState message : messages) {
            boolean shows = message.seq() > before.heard()
                    && !message.deleted()
                    && !message.author().equals(inbox.username());
            if (shows && (shown == null || Calls.to(inbox.username(), message) || !Calls.to(inbox.username(), shown))) {
                shown = message;
            }
        }
        return shown;
    }
}
