package chat.parley.roomlog;

import chat.parley.database.RowReader;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.Pin;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code message} with its author's name. */
public record MessageRow(
        Origin origin,
        long revision,
        Content content,
        Reactions reactions,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable Pin pinned) {

    /** The properties that never change. */
    record Origin(
            String room,
            long seq,
            Actor author,
            String nonce,
            @Nullable Long replyTo,
            Instant createdAt) {}

    /** The properties that an edit can change, and that a deletion clears. */
    record Content(@Nullable String text, Mentions mentions, MessageFiles files, MessagePreviews previews) {

        static final Content NONE = new Content(null, Mentions.NONE, MessageFiles.NONE, MessagePreviews.NONE);

        Content withFiles(MessageFiles newFiles) {
            return new Content(text, mentions, newFiles, previews);
        }

        Content withPreviews(MessagePreviews newPreviews) {
            return new Content(text, mentions, files, newPreviews);
        }
    }

    /**
     * The leading columns of statements over {@code message m join account a on a.id = m.author_id} whose rows
     * {@link #of} reads.
     */
    public static final String COLUMNS = "m.room_id, m.seq, m.author_id, a.username, m.nonce, m.reply_to, m.created_at,"
            + " m.revision, m.edited_at, m.deleted_at, m.text, m.mentions, m.group_mentions, m.files, m.alts, m.previews,"
            + " m.reactions, m.pinned_at, m.pinned_by";

    public static MessageRow of(Readable row) {
        RowReader columns = new RowReader(row);
        Origin origin = new Origin(
                columns.text(),
                columns.number(),
                new Actor(columns.number(), columns.text()),
                columns.text(),
                columns.optionalNumber(),
                columns.instant());
        long revision = columns.number();
        Instant editedAt = columns.optionalInstant();
        Instant deletedAt = columns.optionalInstant();
        return new MessageRow(
                origin,
                revision,
                contentOf(columns, deletedAt != null),
                Reactions.of(columns.optionalText()),
                editedAt,
                deletedAt,
                pinOf(columns.optionalInstant(), columns.optionalText()));
    }

    private static Content contentOf(RowReader columns, boolean deleted) {
        return new Content(
                columns.optionalText(),
                mentionsOf(columns.optionalText(), columns.optionalText(), deleted),
                MessageFiles.of(columns.optionalText(), columns.optionalText()),
                MessagePreviews.of(columns.optionalText()));
    }

    /** A node of an older version keeps the groups of a message that it deletes. */
    private static Mentions mentionsOf(@Nullable String names, @Nullable String groups, boolean deleted) {
        return deleted ? Mentions.NONE : Mentions.of(names, groups);
    }

    private static @Nullable Pin pinOf(@Nullable Instant at, @Nullable String by) {
        return at == null || by == null ? null : new Pin(by, at);
    }

    static MessageRow posted(Origin origin, long revision, Content content) {
        return new MessageRow(origin, revision, content, Reactions.NONE, null, null, null);
    }

    public String room() {
        return origin.room();
    }

    public long seq() {
        return origin.seq();
    }

    public Actor author() {
        return origin.author();
    }

    public String nonce() {
        return origin.nonce();
    }

    public @Nullable Long replyTo() {
        return origin.replyTo();
    }

    public Instant createdAt() {
        return origin.createdAt();
    }

    public @Nullable String text() {
        return content.text();
    }

    public Mentions mentions() {
        return content.mentions();
    }

    public MessageFiles files() {
        return content.files();
    }

    public MessagePreviews previews() {
        return content.previews();
    }

    public MessageState state() {
        return new MessageState(
                seq(),
                revision,
                author().username(),
                text(),
                createdAt(),
                editedAt,
                deletedAt != null,
                replyTo(),
                nonce(),
                reactions.all(),
                mentions().people(),
                mentions().groupNames(),
                mentions().here(),
                deletedAt == null ? files().all() : List.of(),
                deletedAt == null ? pinned : null,
                deletedAt == null ? previews().shown() : List.of());
    }

    MessageRow edited(Content newContent, long newRevision, Instant now) {
        return new MessageRow(origin, newRevision, newContent, reactions, now, deletedAt, pinned);
    }

    /** Returns the row without content, reactions and pin. */
    MessageRow deleted(long newRevision, Instant now) {
        return new MessageRow(origin, newRevision, Content.NONE, Reactions.NONE, editedAt, now, null);
    }

    MessageRow reacted(Reactions newReactions, long newRevision) {
        return new MessageRow(origin, newRevision, content, newReactions, editedAt, deletedAt, pinned);
    }

    MessageRow pinned(@Nullable Pin pin, long newRevision) {
        return new MessageRow(origin, newRevision, content, reactions, editedAt, deletedAt, pin);
    }

    MessageRow withFiles(MessageFiles newFiles, long newRevision) {
        return withContent(content.withFiles(newFiles), newRevision);
    }

    MessageRow withPreviews(MessagePreviews newPreviews, long newRevision) {
        return withContent(content.withPreviews(newPreviews), newRevision);
    }

    private MessageRow withContent(Content newContent, long newRevision) {
        return new MessageRow(origin, newRevision, newContent, reactions, editedAt, deletedAt, pinned);
    }
}
