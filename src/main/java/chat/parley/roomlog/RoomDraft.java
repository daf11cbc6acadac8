package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.roomlog.state.RoomName;
import chat.parley.roomlog.state.RoomState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pending state of one locked room in a transaction. Decides each write in order, assigns revisions to accepted
 * changes and collects the rows to store. Does not access the database. A refused write leaves the draft unchanged.
 *
 * <p>Messages and members have drafts of their own, which take their revisions from this one.
 */
final class RoomDraft {

    private final MessageDraft messages = new MessageDraft(this);
    private final MemberDraft members;
    private final MentionTargets mentionTargets;
    private final NoticeDraft notices = new NoticeDraft();
    private final List<Change> changes = new ArrayList<>();
    private final Set<String> takenNames = new HashSet<>();
    private RoomRow room;
    private @Nullable NewName newName;
    private @Nullable Long newOwner;

    /** @param before the room's name until now; null if it had none */
    record NewName(@Nullable String before, RoomName after) {}

    RoomDraft(RoomRow room) {
        this(room, Map.of(), new MentionTargets());
    }

    /**
     * @param cachedMembers cached members; see {@link MemberDraft}
     * @param mentionTargets shared by the drafts of a batch
     */
    RoomDraft(RoomRow room, Map<Long, MemberRow> cachedMembers, MentionTargets mentionTargets) {
        this.mentionTargets = mentionTargets;
        this.room = room;
        this.members = new MemberDraft(this, cachedMembers);
    }

    /**
     * Applies a write.
     *
     * @return the resulting state; for a repeated write, the state that the first one led to
     */
    Change apply(Write write, Access access, Instant now) {
        if (write.requiresReadAccess()) {
            access.mayRead(subject(write.actor()));
        }
        return write.decide(this, access, now);
    }

    Change changeSettings(RoomWrite.Settings write, Access access, Instant now) {
        access.mayEditRoom(subject(write.actor()));
        if (write.name() != null && takenNames.contains(write.name().key())) {
            throw RoomName.taken();
        }
        RoomRow edited = room.edited(write, nextRevision());
        if (edited.hasSameSettings(room)) {
            return room.state();
        }
        if (write.name() != null) {
            newName = new NewName(newName == null ? room.name() : newName.before(), write.name());
        }
        RoomRow before = room;
        Change change = changed(edited);
        if (!before.title().equals(edited.title()) || !Objects.equals(before.name(), edited.name())) {
            note(NoticeEvent.ofRoom(NoticeEvent.Kind.RENAMED, write.actor().username(), now));
        }
        if (!before.topic().equals(edited.topic())) {
            note(NoticeEvent.ofRoom(NoticeEvent.Kind.TOPIC, write.actor().username(), now));
        }
        return change;
    }

    /** Reports the newest change between the messages. The people of a direct conversation never change. */
    void note(NoticeEvent event) {
        if (room.kind() != RoomKind.DIRECT) {
            notices.add(room, event);
        }
    }

    Change archive(RoomWrite.Archive write, Access access, Instant now) {
        access.mayArchiveRoom(subject(write.actor()));
        return room.archived() == write.on()
                ? room.state()
                : changed(room.archived(write.on() ? now : null, nextRevision()));
    }

    /** Marks a name as taken by another room. */
    void addTakenName(String key) {
        takenNames.add(key);
    }

    /** Changes the room's owner. */
    void changeOwner(Actor owner) {
        newOwner = owner.id();
        changed(room.withOwner(owner, nextRevision()));
    }

    private Change changed(RoomRow edited) {
        room = edited;
        return add(edited.state());
    }

    /** Adds a change that has the next revision. */
    Change changed(Change change) {
        room = room.withCounters(room.lastSeq(), change.revision());
        return add(change);
    }

    /** Adds a message that has the next revision and the next number. */
    Change posted(MessageRow message) {
        room = room.withCounters(message.seq(), message.revision());
        return add(message.state());
    }

    private Change add(Change change) {
        changes.add(change);
        return change;
    }

    /** Returns the revision of the next change. */
    long nextRevision() {
        return room.revision() + 1;
    }

    AccessSubject subject(Actor actor) {
        return members.subject(actor);
    }

    MessageDraft messages() {
        return messages;
    }

    /**
     * Resolves the mentions of a text under the room's lock: only members count, and never the author.
     *
     * @param before the mentions of the text that this one replaces
     */
    Mentions mentions(Actor author, MentionedNames names, Mentions before) {
        return mentionTargets.resolve(author, names, before, account -> members.role(account) != null);
    }

    MemberDraft members() {
        return members;
    }

    NoticeDraft notices() {
        return notices;
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
