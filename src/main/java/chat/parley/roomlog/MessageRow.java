package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.Pin;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code message} with its author's name. */
public record MessageRow(
        String room,
        long seq,
        long revision,
        Actor author,
        String nonce,
        @Nullable String text,
        @Nullable Long replyTo,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        Reactions reactions,
        Mentions mentions,
        MessageFiles files,
        @Nullable Pin pinned,
        MessagePreviews previews) {

    /**
     * The leading columns of statements over {@code message m join account a on a.id = m.author_id} whose rows
     * {@link #of} reads. They are read by index: H2's driver folds and looks up a column name twice for each value.
     */
    public static final String COLUMNS = "m.room_id, m.seq, m.revision, m.author_id, a.username, m.nonce, m.text,"
            + " m.reply_to, m.created_at, m.edited_at, m.deleted_at, m.reactions, m.mentions, m.files,"
            + " m.pinned_at, m.pinned_by, m.previews, m.alts, m.group_mentions";

    public static MessageRow of(Readable row) {
        return new MessageRow(
                Columns.text(row, 0),
                Columns.number(row, 1),
                Columns.number(row, 2),
                new Actor(Columns.number(row, 3), Columns.text(row, 4)),
                Columns.text(row, 5),
                row.get(6, String.class),
                row.get(7, Long.class),
                Objects.requireNonNull(row.get(8, Instant.class)),
                row.get(9, Instant.class),
                row.get(10, Instant.class),
                Reactions.of(row.get(11, String.class)),
                mentionsOf(row),
                MessageFiles.of(row.get(13, String.class), row.get(17, String.class)),
                pinOf(row.get(14, Instant.class), row.get(15, String.class)),
                MessagePreviews.of(row.get(16, String.class)));
    }

    /** A node of an older version deletes a message without its groups. */
    private static Mentions mentionsOf(Readable row) {
        boolean deleted = row.get(10, Instant.class) != null;
        return deleted ? Mentions.NONE : Mentions.of(row.get(12, String.class), row.get(18, String.class));
    }

    private static @Nullable Pin pinOf(@Nullable Instant at, @Nullable String by) {
        return at == null || by == null ? null : new Pin(by, at);
    }

    public MessageState state() {
        return new MessageState(
                seq,
                revision,
                author.username(),
                text,
                createdAt,
                editedAt,
                deletedAt != null,
                replyTo,
                nonce,
                reactions.all(),
                mentions.people(),
                mentions.groupNames(),
                mentions.here(),
                deletedAt == null ? files.all() : List.of(),
                deletedAt == null ? pinned : null,
                deletedAt == null ? previews.shown() : List.of());
    }

    MessageRow edited(
            String newText,
            Mentions newMentions,
            MessageFiles newFiles,
            MessagePreviews newPreviews,
            long newRevision,
            Instant now) {
        return new MessageRow(
                room,
                seq,
                newRevision,
                author,
                nonce,
                newText,
                replyTo,
                createdAt,
                now,
                deletedAt,
                reactions,
                newMentions,
                newFiles,
                pinned,
                newPreviews);
    }

    /** Returns the row without text, reactions, mentions, files, pin and previews. */
    MessageRow deleted(long newRevision, Instant now) {
        return new MessageRow(
                room,
                seq,
                newRevision,
                author,
                nonce,
                null,
                replyTo,
                createdAt,
                editedAt,
                now,
                Reactions.NONE,
                Mentions.NONE,
                MessageFiles.NONE,
                null,
                MessagePreviews.NONE);
    }

    MessageRow reacted(Reactions newReactions, long newRevision) {
        return new MessageRow(
                room,
                seq,
                newRevision,
                author,
                nonce,
                text,
                replyTo,
                createdAt,
                editedAt,
                deletedAt,
                newReactions,
                mentions,
                files,
                pinned,
                previews);
    }

    MessageRow pinned(@Nullable Pin pin, long newRevision) {
        return new MessageRow(
                room,
                seq,
                newRevision,
                author,
                nonce,
                text,
                replyTo,
                createdAt,
                editedAt,
                deletedAt,
                reactions,
                mentions,
                files,
                pin,
                previews);
    }

    MessageRow withFiles(MessageFiles newFiles, long newRevision) {
        return new MessageRow(
                room,
                seq,
                newRevision,
                author,
                nonce,
                text,
                replyTo,
                createdAt,
                editedAt,
                deletedAt,
                reactions,
                mentions,
                newFiles,
                pinned,
                previews);
    }

    MessageRow previewed(MessagePreviews newPreviews, long newRevision) {
        return new MessageRow(
                room,
                seq,
                newRevision,
                author,
                nonce,
                text,
                replyTo,
                createdAt,
                editedAt,
                deletedAt,
                reactions,
                mentions,
                files,
                pinned,
                newPreviews);
    }
}
