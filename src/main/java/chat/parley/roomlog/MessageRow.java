package chat.parley.roomlog;

import io.r2dbc.spi.Readable;
import java.time.Instant;
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
        Mentions mentions) {

    /** The columns that {@link #of} reads, of {@code message m join account a on a.id = m.author_id}. */
    public static final String COLUMNS = "m.room_id, m.seq, m.revision, m.author_id, a.username, m.nonce, m.text,"
            + " m.reply_to, m.created_at, m.edited_at, m.deleted_at, m.reactions, m.mentions";

    public static MessageRow of(Readable row) {
        return new MessageRow(
                Columns.text(row, "room_id"),
                Columns.number(row, "seq"),
                Columns.number(row, "revision"),
                new Actor(Columns.number(row, "author_id"), Columns.text(row, "username")),
                Columns.text(row, "nonce"),
                row.get("text", String.class),
                row.get("reply_to", Long.class),
                Objects.requireNonNull(row.get("created_at", Instant.class)),
                row.get("edited_at", Instant.class),
                row.get("deleted_at", Instant.class),
                Reactions.of(row.get("reactions", String.class)),
                Mentions.of(row.get("mentions", String.class)));
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
                mentions.names(),
                mentions.here());
    }

    MessageRow edited(String newText, Mentions newMentions, long newRevision, Instant now) {
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
                newMentions);
    }

    /** Nobody reacts to, and nobody is called by, what is gone. */
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
                Mentions.NONE);
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
                mentions);
    }
}
