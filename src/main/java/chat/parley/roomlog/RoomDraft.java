package chat.parley.roomlog;

import chat.parley.http.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One locked room inside a transaction: decides each write in order, numbers what it accepts, and remembers what has to
 * be stored. Touches no database. A refused write leaves the draft as it was.
 */
final class RoomDraft {

    private final Map<Long, MemberRow> members = new HashMap<>();
    private final Map<Long, MessageRow> messages = new HashMap<>();
    private final Map<Nonce, MessageRow> nonces = new HashMap<>();
    private final Set<Long> posted = new LinkedHashSet<>();
    private final Set<Long> altered = new LinkedHashSet<>();
    private final Set<Long> stored = new HashSet<>();
    private final Set<Long> joining = new LinkedHashSet<>();
    private final Set<Long> changing = new LinkedHashSet<>();
    private final List<Change> changes = new ArrayList<>();
    private RoomRow room;
    private @Nullable String newNameKey;
    private @Nullable Long newOwner;

    RoomDraft(RoomRow room) {
        this.room = room;
    }

    void load(MemberRow member) {
        stored.add(member.account().id());
        members.put(member.account().id(), member);
    }

    void load(MessageRow message) {
        messages.put(message.seq(), message);
        nonces.put(new Nonce(message.author().id(), message.nonce()), message);
    }

    /** @return the state that the write has led to; for a repeated write the state that it had led to before */
    Change apply(Write write, Access access, Instant now) {
        access.mayRead(standing(write.actor()));
        if (write instanceof Write.Post post) {
            return post(post, access, now);
        }
        if (write instanceof Write.Edit edit) {
            return edit(edit, access, now);
        }
        if (write instanceof Write.Delete delete) {
            return delete(delete, access, now);
        }
        if (write instanceof Write.Membership membership) {
            return membership(membership, access, now);
        }
        if (write instanceof Write.Settings settings) {
            return settings(settings, access);
        }
        return archive(write.actor(), access, now);
    }

    private Change post(Write.Post post, Access access, Instant now) {
        access.mayPost(standing(post.actor()));
        Nonce nonce = new Nonce(post.actor().id(), post.nonce());
        MessageRow first = nonces.get(nonce);
        if (first != null) {
            return repeated(first, post);
        }
        if (post.replyTo() != null && (post.replyTo() < 1 || post.replyTo() > room.lastSeq())) {
            throw Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "The message that this replies to does not exist.");
        }
        long seq = room.lastSeq() + 1;
        MessageRow message = new MessageRow(
                room.id(), seq, next(), post.actor(), post.nonce(), post.text(), post.replyTo(), now, null, null);
        room = room.counting(seq, message.revision());
        messages.put(seq, message);
        nonces.put(nonce, message);
        posted.add(seq);
        return changed(message.state());
    }

    /** An edited or deleted message has lost the text that was posted: any text passes as its repetition. */
    private static Change repeated(MessageRow first, Write.Post post) {
        boolean original = first.editedAt() == null && first.deletedAt() == null;
        if (original && !Objects.equals(first.text(), post.text())) {
            throw Refusal.of(Refusal.Code.NONCE_REUSED, "This nonce belongs to another text.");
        }
        return first.state();
    }

    private Change edit(Write.Edit edit, Access access, Instant now) {
        MessageRow message = message(edit.seq());
        access.mayEdit(
                standing(edit.actor()), message.author().id() == edit.actor().id());
        if (message.deletedAt() != null) {
            throw noMessage();
        }
        return edit.text().equals(message.text()) ? message.state() : alter(message.edited(edit.text(), next(), now));
    }

    private Change delete(Write.Delete delete, Access access, Instant now) {
        MessageRow message = message(delete.seq());
        access.mayDelete(
                standing(delete.actor()),
                message.author().id() == delete.actor().id());
        return message.deletedAt() != null ? message.state() : alter(message.deleted(next(), now));
    }

    private Change alter(MessageRow message) {
        load(message);
        altered.add(message.seq());
        room = room.counting(room.lastSeq(), message.revision());
        return changed(message.state());
    }

    private Change membership(Write.Membership write, Access access, Instant now) {
        MemberRow before = members.get(write.subject().id());
        Role role = before != null && before.joined() ? before.role() : null;
        access.mayChangeMember(standing(write.actor()), write.actor().equals(write.subject()), role, write.role());
        if (role == write.role()) {
            return before != null
                    ? before.state()
                    : new MemberState(write.subject().username(), Role.MEMBER, false, room.revision());
        }
        Change change = store(member(write, before, role, now));
        if (write.role() == Role.OWNER) {
            handOver(write, now);
        }
        return change;
    }

    private Change store(MemberRow member) {
        if (!stored.contains(member.account().id())) {
            joining.add(member.account().id());
        } else if (!joining.contains(member.account().id())) {
            changing.add(member.account().id());
        }
        members.put(member.account().id(), member);
        room = room.counting(room.lastSeq(), member.revision());
        return changed(member.state());
    }

    /** A room has one owner: who makes another the owner stays as a moderator. */
    private void handOver(Write.Membership write, Instant now) {
        MemberRow former = members.get(write.actor().id());
        store(member(new Write.Membership(write.subject(), write.actor(), Role.MODERATOR), former, Role.OWNER, now));
        room = room.ownedBy(write.subject(), next());
        newOwner = write.subject().id();
        changed(room.state());
    }

    /** Who joins has read everything: unread begins with the next message. */
    private MemberRow member(Write.Membership write, @Nullable MemberRow before, @Nullable Role role, Instant now) {
        boolean joins = role == null;
        Role next = write.role() != null ? write.role() : Objects.requireNonNull(role);
        return new MemberRow(
                room.id(),
                write.subject(),
                next,
                joins || before == null ? room.lastSeq() : before.readSeq(),
                next(),
                joins || before == null ? now : before.joinedAt(),
                write.role() == null ? now : null);
    }

    private Change settings(Write.Settings write, Access access) {
        access.mayEditRoom(standing(write.actor()));
        RoomRow after = room.edited(write, next());
        if (after.sameWords(room)) {
            return room.state();
        }
        newNameKey = write.name() == null ? newNameKey : write.name().key();
        room = after;
        return changed(room.state());
    }

    private Change archive(Actor actor, Access access, Instant now) {
        access.mayArchiveRoom(standing(actor));
        if (room.archived()) {
            return room.state();
        }
        room = room.archived(now, next());
        return changed(room.state());
    }

    private Change changed(Change change) {
        changes.add(change);
        return change;
    }

    private long next() {
        return room.revision() + 1;
    }

    private Standing standing(Actor actor) {
        MemberRow member = members.get(actor.id());
        return room.standing(member != null && member.joined() ? member.role() : null);
    }

    private MessageRow message(long seq) {
        MessageRow message = messages.get(seq);
        if (message == null) {
            throw noMessage();
        }
        return message;
    }

    private static Refusal noMessage() {
        return Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "There is no such message.");
    }

    RoomRow room() {
        return room;
    }

    List<Change> changes() {
        return changes;
    }

    List<MessageRow> posted() {
        return rows(posted, messages);
    }

    List<MessageRow> altered() {
        return rows(altered, messages);
    }

    List<MemberRow> joining() {
        return rows(joining, members);
    }

    /** Who had a row already; somebody who joins and changes in one transaction is in {@link #joining} alone. */
    List<MemberRow> changing() {
        return rows(changing, members);
    }

    boolean roomChanged() {
        return changes.stream().anyMatch(RoomState.class::isInstance);
    }

    @Nullable
    String newNameKey() {
        return newNameKey;
    }

    @Nullable
    Long newOwner() {
        return newOwner;
    }

    private static <R> List<R> rows(Set<Long> keys, Map<Long, R> rows) {
        return keys.stream().map(key -> Objects.requireNonNull(rows.get(key))).toList();
    }

    /** What makes a post unique in its room. */
    private record Nonce(long author, String value) {}
}
