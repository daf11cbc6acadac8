package chat.parley.message;

import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.RoomState;
import java.util.List;

/**
 * The state of a room, or its changes, up to {@code revision}; a client that has applied it continues with the next
 * revision.
 *
 * @param epoch the epoch of the revision
 * @param lastSeq the number of the room's newest message
 * @param messages in order of their numbers: the newest page, or the changed ones
 * @param members by name: the members, or the changed memberships
 * @param notices what happened around these messages, or the changed notices
 * @param reset whether the client must discard what it holds and use this instead
 */
public record Snapshot(
        String epoch,
        long revision,
        long lastSeq,
        RoomState state,
        List<MessageState> messages,
        List<MemberState> members,
        List<NoticeState> notices,
        boolean reset) {

    /** Returns the snapshot for a client that is up to date. */
    public static Snapshot unchanged(String epoch, RoomRow room) {
        return new Snapshot(
                epoch, room.revision(), room.lastSeq(), room.state(), List.of(), List.of(), List.of(), false);
    }

    /** Returns the snapshot for a client that must discard what it holds. */
    Snapshot asReset() {
        return new Snapshot(epoch, revision, lastSeq, state, messages, members, notices, true);
    }

    /** Returns the snapshot for a client that already holds a revision. */
    Snapshot since(long heldRevision) {
        return reset
                ? this
                : new Snapshot(
                        epoch,
                        revision,
                        lastSeq,
                        state,
                        messages.stream()
                                .filter(message -> message.revision() > heldRevision)
                                .toList(),
                        members.stream()
                                .filter(member -> member.revision() > heldRevision)
                                .toList(),
                        notices.stream()
                                .filter(notice -> notice.revision() > heldRevision)
                                .toList(),
                        false);
    }
}
