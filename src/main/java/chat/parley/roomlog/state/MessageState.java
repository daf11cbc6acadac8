package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as every member of its room sees it.
 *
 * @param text null if the message is deleted
 * @param deleted written only when true
 * @param mentions the usernames of mentioned members, by their own name or as part of a group
 * @param groups the names of the mentioned groups when the text was written; written only if there are any
 * @param here whether everybody in the room is mentioned; written only when true
 * @param files written only if there are any
 * @param pinned written only if the message is pinned
 * @param previews of the pages to which the text links; written only if there are any
 */
public record MessageState(
        long seq,
        long revision,
        String author,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String text,
        Instant at,
        @Nullable Instant editedAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean deleted,
        @Nullable Long replyTo,
        String nonce,
        List<Reaction> reactions,
        List<String> mentions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> groups,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean here,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FileState> files,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Pin pinned,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PreviewState> previews)
        implements Change {

    /** Older nodes send no reactions, mentions, groups, files or previews. */
    public MessageState {
        reactions = Objects.requireNonNullElse(reactions, List.of());
        mentions = Objects.requireNonNullElse(mentions, List.of());
        groups = Objects.requireNonNullElse(groups, List.of());
        files = Objects.requireNonNullElse(files, List.of());
        previews = Objects.requireNonNullElse(previews, List.of());
    }

    /** Returns the state for a client that may change messages but not read them. */
    public MessageState withoutContent() {
        return new MessageState(
                seq, revision, author, null, at, editedAt, deleted, replyTo, nonce, reactions, List.of(), List.of(),
                false, List.of(), pinned, List.of());
    }
}
