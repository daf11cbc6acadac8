package chat.parley.message;

import chat.parley.roomlog.MemberState;
import chat.parley.roomlog.MessageState;
import chat.parley.roomlog.RoomRow;
import chat.parley.roomlog.RoomState;
import java.util.List;

/**
 * Where a client of a room stands after it has taken this: at {@code revision}, and it goes on with the next.
 *
 * @param epoch the history that the revision belongs to
 * @param lastSeq the number of the room's newest message
 * @param messages in the order of their numbers: the newest page, or what changed
 * @param members by name: who is a member, or whose belonging changed
 * @param reset whether the client has to drop what it held and take this instead
 */
public record Snapshot(
        String epoch,
        long revision,
        long lastSeq,
        RoomState state,
        List<MessageState> messages,
        List<MemberState> members,
        boolean reset) {

    /** For a client that holds the room as it is. */
    public static Snapshot nothingNew(String epoch, RoomRow room) {
        return new Snapshot(epoch, room.revision(), room.lastSeq(), room.state(), List.of(), List.of(), false);
    }

    /** For a client that has to drop what it held. */
    Snapshot asReset() {
        return new Snapshot(epoch, revision, lastSeq, state, messages, members, true);
    }

    /** For a client that holds this revision already. */
    Snapshot since(long held) {
        return reset
                ? this
                : new Snapshot(
                        epoch,
                        revision,
                        lastSeq,
                        state,
                        messages.stream()
                                .filter(message -> message.revision() > held)
                                .toList(),
                        members.stream()
                                .filter(member -> member.revision() > held)
                                .toList(),
                        false);
    }
}
