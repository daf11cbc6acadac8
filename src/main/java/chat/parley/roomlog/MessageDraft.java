package chat.parley.roomlog;

import chat.parley.http.Refusal;
import chat.parley.roomlog.MentionChanges.MentionRow;
import chat.parley.roomlog.MessageRow.Content;
import chat.parley.roomlog.MessageRow.Origin;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.Pin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The message part of a {@link RoomDraft}: decides posts, edits, deletions, reactions and pins. */
final class MessageDraft {

    private final RoomDraft draft;
    private final Map<Long, MessageRow> rows = new HashMap<>();
    private final Map<Nonce, MessageRow> nonces = new HashMap<>();
    private final Set<Long> posted = new LinkedHashSet<>();
    private final Set<Long> altered = new LinkedHashSet<>();
    private final MentionChanges mentions = new MentionChanges();
    private final Set<Long> deleted = new LinkedHashSet<>();
    private final FileDraft files = new FileDraft();
    private final List<FormerText> formerTexts = new ArrayList<>();
    private final PinDraft pins = new PinDraft();
    private final PreviewDraft previews = new PreviewDraft();

    MessageDraft(RoomDraft draft) {
        this.draft = draft;
    }

    void load(MessageRow message) {
        rows.put(message.seq(), message);
        nonces.put(new Nonce(message.author().id(), message.nonce()), message);
    }

    Change post(MessageWrite.Post post, Access access, Instant now) {
        access.mayPost(draft.subject(post.actor()));
        MessageRow existing = nonces.get(new Nonce(post.actor().id(), post.nonce()));
        if (existing != null) {
            return repeatedPost(existing, post);
        }
        RoomRow room = draft.room();
        if (post.replyTo() != null && (post.replyTo() < 1 || post.replyTo() > room.lastSeq())) {
            throw Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "The message you are replying to doesn't exist.");
        }
        Origin origin = new Origin(room.id(), room.lastSeq() + 1, post.actor(), post.nonce(), post.replyTo(), now);
        Mentions found = draft.mentions(post.actor(), post.mentions(), Mentions.NONE);
        Content content = new Content(post.text(), found, files.attached(post), MessagePreviews.NONE);
        MessageRow message = MessageRow.posted(origin, draft.nextRevision(), content);
        load(message);
        files.bind(message);
        posted.add(message.seq());
        previews.request(room, message, post.links());
        return draft.posted(message);
    }

    /**
     * An edited or deleted message no longer has its original text, so a post with any text counts as its repetition.
     */
    private static Change repeatedPost(MessageRow existing, MessageWrite.Post post) {
        boolean original = existing.editedAt() == null && existing.deletedAt() == null;
        boolean same = Objects.equals(existing.text(), post.text())
                && existing.files().ids().equals(post.files());
        if (original && !same) {
            throw Refusal.of(Refusal.Code.NONCE_REUSED, "This nonce was already used for another message.");
        }
        return existing.state();
    }

    Change edit(MessageWrite.Edit edit, Access access, Instant now) {
        MessageRow message = row(edit.seq());
        access.mayEdit(draft.subject(edit.actor()), message.author().is(edit.actor()));
        refuseDeleted(message);
        MessageFiles kept = files.remaining(message, edit.files());
        String text = Objects.requireNonNull(edit.text() == null ? message.text() : edit.text());
        if (text.isEmpty() && !kept.any()) {
            throw Refusal.of(Refusal.Code.TEXT_BLANK, "Write a message first.");
        }
        if (text.equals(message.text()) && kept.equals(message.files())) {
            return message.state();
        }
        files.release(message, kept);
        return alter(edit.text() == null ? withFiles(edit, message, kept, now) : withText(edit, message, kept, now));
    }

    /** Requests the previews of the text again, because those that are being fetched are for the former version. */
    private MessageRow withFiles(MessageWrite.Edit edit, MessageRow message, MessageFiles kept, Instant now) {
        MessageRow edited = message.edited(message.content().withFiles(kept), draft.nextRevision(), now);
        String text = Objects.requireNonNullElse(message.text(), "");
        previews.request(draft.room(), edited, edit.links().apply(text));
        return edited;
    }

    private MessageRow withText(MessageWrite.Edit edit, MessageRow message, MessageFiles kept, Instant now) {
        String text = Objects.requireNonNull(edit.text());
        recordFormerText(message, text);
        mentions.remember(message);
        List<String> links = edit.links().apply(text);
        Mentions found = draft.mentions(edit.actor(), edit.mentions(), message.mentions());
        Content content = new Content(text, found, kept, previews.keep(message, links));
        MessageRow edited = message.edited(content, draft.nextRevision(), now);
        previews.request(draft.room(), edited, links);
        return edited;
    }

    Change delete(MessageWrite.Delete delete, Access access, Instant now) {
        MessageRow message = row(delete.seq());
        access.mayDelete(draft.subject(delete.actor()), message.author().is(delete.actor()));
        if (message.deletedAt() != null) {
            return message.state();
        }
        mentions.remember(message);
        deleted.add(message.seq());
        files.release(message, MessageFiles.NONE);
        previews.keep(message, List.of());
        pins.delete(message);
        return alter(message.deleted(draft.nextRevision(), now));
    }

    Change react(MessageWrite.React react, Access access) {
        MessageRow message = row(react.seq());
        access.mayPost(draft.subject(react.actor()));
        refuseDeleted(message);
        String name = react.actor().username();
        Reactions before = message.reactions();
        if (before.has(react.emoji(), name) == react.on()) {
            return message.state();
        }
        Reactions after = react.on() ? before.with(react.emoji(), name) : before.without(react.emoji(), name);
        return alter(message.reacted(after, draft.nextRevision()));
    }

    Change pin(MessageWrite.Pin pin, Access access, Instant now) {
        access.mayPin(draft.subject(pin.actor()));
        MessageRow message = row(pin.seq());
        refuseDeleted(message);
        if (pin.on() == (message.pinned() != null)) {
            return message.state();
        }
        pins.change(message, pin.on());
        return alter(message.pinned(pin.on() ? new Pin(pin.actor().username(), now) : null, draft.nextRevision()));
    }

    Change describe(MessageWrite.Describe write, Access access) {
        MessageRow message = row(write.seq());
        access.mayEdit(draft.subject(write.actor()), message.author().is(write.actor()));
        refuseDeleted(message);
        MessageFiles after = files.describe(message, write);
        return after.equals(message.files()) ? message.state() : alter(message.withFiles(after, draft.nextRevision()));
    }

    Change addPreview(MessageWrite.AddPreview write) {
        MessageRow message = row(write.seq());
        MessagePreviews after = previews.add(draft.room(), message, write);
        return after.equals(message.previews())
                ? message.state()
                : alter(message.withPreviews(after, draft.nextRevision()));
    }

    Change removePreview(MessageWrite.RemovePreview write, Access access) {
        MessageRow message = row(write.seq());
        access.mayRemovePreview(draft.subject(write.actor()), message.author().is(write.actor()));
        refuseDeleted(message);
        MessagePreviews after = previews.remove(message, write.number());
        return after.equals(message.previews())
                ? message.state()
                : alter(message.withPreviews(after, draft.nextRevision()));
    }

    private void recordFormerText(MessageRow message, String newText) {
        String text = message.text();
        if (text != null && !text.equals(newText)) {
            Instant at = message.editedAt() == null ? message.createdAt() : message.editedAt();
            formerTexts.add(new FormerText(message.room(), message.seq(), message.revision(), text, at));
        }
    }

    private Change alter(MessageRow message) {
        load(message);
        altered.add(message.seq());
        return draft.changed(message.state());
    }

    private MessageRow row(long seq) {
        MessageRow message = rows.get(seq);
        if (message == null) {
            throw messageNotFound();
        }
        return message;
    }

    private static void refuseDeleted(MessageRow message) {
        if (message.deletedAt() != null) {
            throw messageNotFound();
        }
    }

    private static Refusal messageNotFound() {
        return Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "This message doesn't exist.");
    }

    List<MessageRow> posted() {
        return rows(posted);
    }

    List<MessageRow> altered() {
        return rows(altered);
    }

    List<MessageRow> deleted() {
        return rows(deleted);
    }

    PinDraft pins() {
        return pins;
    }

    FileDraft files() {
        return files;
    }

    PreviewDraft previews() {
        return previews;
    }

    /** Returns the texts that edits of this batch have replaced, except those of messages that it has deleted. */
    List<FormerText> formerTexts() {
        return formerTexts.stream()
                .filter(former -> !deleted.contains(former.seq()))
                .toList();
    }

    /** Returns the messages that were pinned or unpinned. */
    List<MessageRow> pinChanges() {
        return rows(pins.changed());
    }

    /** Returns the authors' read marks: posting a message marks everything up to it as read. */
    List<ReadMarkWriter.Mark> marks() {
        TreeMap<Long, ReadMarkWriter.Mark> newest = new TreeMap<>();
        posted().forEach(message -> newest.put(message.author().id(), mark(message)));
        return List.copyOf(newest.values());
    }

    private static ReadMarkWriter.Mark mark(MessageRow message) {
        return new ReadMarkWriter.Mark(message.room(), message.author().id(), message.seq(), message.revision());
    }

    /** Returns the mentions to store: those of new messages and those added by edits. */
    List<MentionRow> addedMentions() {
        return Stream.concat(mentions.ofPosts(posted()), mentions.added(rows(mentions.changed())))
                .toList();
    }

    /** Returns the stored mentions to delete. */
    List<MentionRow> removedMentions() {
        return mentions.removed(rows(mentions.changed()).stream()
                        .filter(row -> !posted.contains(row.seq()))
                        .toList())
                .toList();
    }

    private List<MessageRow> rows(Set<Long> seqs) {
        return seqs.stream().map(seq -> Objects.requireNonNull(rows.get(seq))).toList();
    }

    /**
     * A text that an edit has replaced.
     *
     * @param revision the message's revision with this text
     * @param at when it was written
     */
    record FormerText(String room, long seq, long revision, String text, Instant at) {}

    /** The key that makes a post unique in its room. */
    private record Nonce(long author, String value) {}
}
