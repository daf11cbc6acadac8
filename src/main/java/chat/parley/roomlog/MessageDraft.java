package chat.parley.roomlog;

import chat.parley.http.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The messages of a {@link RoomDraft}. */
final class MessageDraft {

    private final RoomDraft draft;
    private final Map<Long, MessageRow> rows = new HashMap<>();
    private final Map<Nonce, MessageRow> nonces = new HashMap<>();
    private final Set<Long> posted = new LinkedHashSet<>();
    private final Set<Long> altered = new LinkedHashSet<>();
    private final Set<Long> recalled = new LinkedHashSet<>();

    MessageDraft(RoomDraft draft) {
        this.draft = draft;
    }

    void load(MessageRow message) {
        rows.put(message.seq(), message);
        nonces.put(new Nonce(message.author().id(), message.nonce()), message);
    }

    Change post(Write.Post post, Access access, Instant now) {
        access.mayPost(draft.standing(post.actor()));
        MessageRow first = nonces.get(new Nonce(post.actor().id(), post.nonce()));
        if (first != null) {
            return repeated(first, post);
        }
        RoomRow room = draft.room();
        if (post.replyTo() != null && (post.replyTo() < 1 || post.replyTo() > room.lastSeq())) {
            throw Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "The message that this replies to does not exist.");
        }
        MessageRow message = new MessageRow(
                room.id(),
                room.lastSeq() + 1,
                draft.next(),
                post.actor(),
                post.nonce(),
                post.text(),
                post.replyTo(),
                now,
                null,
                null,
                Reactions.NONE,
                mentions(post.actor(), post.calls()));
        load(message);
        posted.add(message.seq());
        return draft.posted(message);
    }

    /** An edited or deleted message has lost the text that was posted: any text passes as its repetition. */
    private static Change repeated(MessageRow first, Write.Post post) {
        boolean original = first.editedAt() == null && first.deletedAt() == null;
        if (original && !Objects.equals(first.text(), post.text())) {
            throw Refusal.of(Refusal.Code.NONCE_REUSED, "This nonce belongs to another text.");
        }
        return first.state();
    }

    Change edit(Write.Edit edit, Access access, Instant now) {
        MessageRow message = row(edit.seq());
        access.mayEdit(draft.standing(edit.actor()), message.author().is(edit.actor()));
        refuseDeleted(message);
        if (edit.text().equals(message.text())) {
            return message.state();
        }
        Mentions mentions = mentions(edit.actor(), edit.calls());
        if (mentions.any() || message.mentions().any()) {
            recalled.add(message.seq());
        }
        return alter(message.edited(edit.text(), mentions, draft.next(), now));
    }

    Change delete(Write.Delete delete, Access access, Instant now) {
        MessageRow message = row(delete.seq());
        access.mayDelete(draft.standing(delete.actor()), message.author().is(delete.actor()));
        if (message.deletedAt() != null) {
            return message.state();
        }
        if (message.mentions().any()) {
            recalled.add(message.seq());
        }
        return alter(message.deleted(draft.next(), now));
    }

    Change react(Write.React react, Access access) {
        MessageRow message = row(react.seq());
        access.mayPost(draft.standing(react.actor()));
        refuseDeleted(message);
        String name = react.actor().username();
        Reactions before = message.reactions();
        if (before.has(react.emoji(), name) == react.on()) {
            return message.state();
        }
        Reactions after = react.on() ? before.with(react.emoji(), name) : before.without(react.emoji(), name);
        return alter(message.reacted(after, draft.next()));
    }

    private Change alter(MessageRow message) {
        load(message);
        altered.add(message.seq());
        return draft.changed(message.state());
    }

    /** Who is called is decided here, under the lock: a member, and not oneself. */
    private Mentions mentions(Actor author, Calls calls) {
        List<String> names = calls.people().stream()
                .map(draft.members()::called)
                .filter(account -> account != null && !account.is(author))
                .map(Actor::username)
                .distinct()
                .toList();
        return new Mentions(names, calls.here());
    }

    private MessageRow row(long seq) {
        MessageRow message = rows.get(seq);
        if (message == null) {
            throw noMessage();
        }
        return message;
    }

    private static void refuseDeleted(MessageRow message) {
        if (message.deletedAt() != null) {
            throw noMessage();
        }
    }

    private static Refusal noMessage() {
        return Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "There is no such message.");
    }

    List<MessageRow> posted() {
        return rows(posted);
    }

    List<MessageRow> altered() {
        return rows(altered);
    }

    /** Messages that were here already and call others now than before. */
    List<MessageRow> recalled() {
        return rows(recalled);
    }

    /** Whoever posts has read up to there. */
    List<MarkWriter.Mark> marks() {
        TreeMap<Long, Long> newest = new TreeMap<>();
        posted().forEach(message -> newest.put(message.author().id(), message.seq()));
        String room = draft.room().id();
        return newest.entrySet().stream()
                .map(mark -> new MarkWriter.Mark(room, mark.getKey(), mark.getValue()))
                .toList();
    }

    /** Messages whose calls have to be stored. */
    List<MessageRow> calling() {
        Set<Long> all = new LinkedHashSet<>(posted);
        all.addAll(recalled);
        return rows(all).stream().filter(row -> row.mentions().any()).toList();
    }

    private List<MessageRow> rows(Set<Long> seqs) {
        return seqs.stream().map(seq -> Objects.requireNonNull(rows.get(seq))).toList();
    }

    /** What makes a post unique in its room. */
    private record Nonce(long author, String value) {}
}
