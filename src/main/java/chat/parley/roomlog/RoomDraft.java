package chat.parley.roomlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One locked room inside a transaction: decides each write in order, numbers what it accepts, and remembers what has to
 * be stored. Touches no database. A refused write leaves the draft as it was.
 *
 * <p>Each kind of row has a draft of its own; the revision that all of them take from is here.
 */
final class RoomDraft {

    private final MessageDraft messages = new MessageDraft(this);
    private final MemberDraft members;
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> takenNames = new HashSet<>();
    private RoomRow room;
    private @Nullable NewName newName;
    private @Nullable Long newOwner;

    /** @param before what the room was called until now; null for a room that had no name */
    record NewName(@Nullable String before, RoomName after) {}

    RoomDraft(RoomRow room) {
        this(room, Map.of());
    }

    /** @param known members of whom nothing has to be loaded; see {@link MemberDraft} */
    RoomDraft(RoomRow room, Map<Long, MemberRow> known) {
        this.room = room;
        this.members = new MemberDraft(this, known);
    }

    /** @return the state that the write has led to; for a repeated write the state that it had led to before */
    Change apply(Write write, Access access, Instant now) {
        if (write instanceof Write.Accept accept) {
            return members.accept(accept, access, now);
        }
        access.mayRead(standing(write.actor()));
        if (write instanceof Write.Post post) {
            return messages.post(post, access, now);
        }
        if (write instanceof Write.Edit edit) {
            return messages.edit(edit, access, now);
        }
        if (write instanceof Write.Delete delete) {
            return messages.delete(delete, access, now);
        }
        if (write instanceof Write.React react) {
            return messages.react(react, access);
        }
        if (write instanceof Write.Membership membership) {
            return members.membership(membership, access, now);
        }
        if (write instanceof Write.Rename rename) {
            return members.rename(rename);
        }
        if (write instanceof Write.Ban ban) {
            return members.ban(ban, access, now);
        }
        if (write instanceof Write.Settings settings) {
            return settings(settings, access);
        }
        return archive((Write.Archive) write, access, now);
    }

    private Change settings(Write.Settings write, Access access) {
        access.mayEditRoom(standing(write.actor()));
        if (write.name() != null && takenNames.contains(write.name().key())) {
            throw BatchWriter.roomExists();
        }
        RoomRow after = room.edited(write, next());
        if (after.sameWords(room)) {
            return room.state();
        }
        if (write.name() != null) {
            newName = new NewName(newName == null ? room.name() : newName.before(), write.name());
        }
        return changed(after);
    }

    private Change archive(Write.Archive write, Access access, Instant now) {
        access.mayArchiveRoom(standing(write.actor()));
        return room.archived() == write.on() ? room.state() : changed(room.archived(write.on() ? now : null, next()));
    }

    /** Another room has this name. */
    void nameTaken(String key) {
        takenNames.add(key);
    }

    /** The room is another's from now on. */
    void ownedBy(Actor owner) {
        newOwner = owner.id();
        changed(room.ownedBy(owner, next()));
    }

    private Change changed(RoomRow after) {
        room = after;
        return add(after.state());
    }

    /** Takes a change that has the next revision. */
    Change changed(Change change) {
        room = room.counting(room.lastSeq(), change.revision());
        return add(change);
    }

    /** Takes a message that has the next revision and the next number. */
    Change posted(MessageRow message) {
        room = room.counting(message.seq(), message.revision());
        return add(message.state());
    }

    private Change add(Change change) {
        changes.add(change);
        return change;
    }

    /** The revision of the next change. */
    long next() {
        return room.revision() + 1;
    }

    Standing standing(Actor actor) {
        return members.standing(actor);
    }

    MessageDraft messages() {
        return messages;
    }

    MemberDraft members() {
        return members;
    }

    RoomRow room() {
        return room;
    }

    List<Change> changes() {
        return changes;
    }

    boolean roomChanged() {
        return changes.stream().anyMatch(RoomState.class::isInstance);
    }

    @Nullable
    NewName newName() {
        return newName;
    }

    @Nullable
    Long newOwner() {
        return newOwner;
    }
}
