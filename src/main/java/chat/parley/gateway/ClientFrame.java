package chat.parley.gateway;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame that a {@code parley.v1} client sends. {@code ref} is chosen by the client and repeated in the answer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface ClientFrame {

    @Nullable
    Ref ref();

    /** Returns whether the frame only reads, so that the scope {@code read} suffices. */
    default boolean reads() {
        return this instanceof Open
                || this instanceof Close
                || this instanceof Read
                || this instanceof Watch
                || this instanceof People
                || this instanceof Active;
    }

    /**
     * @param after the revision that the client holds; null for a fresh page
     * @param epoch the epoch of that revision; null if the client does not know it
     */
    @JsonTypeName("open")
    record Open(
            @Nullable Ref ref,
            @Required String room,
            @Nullable Long after,
            @Nullable String epoch) implements ClientFrame {

        ClientPosition position() {
            return new ClientPosition(after, epoch);
        }
    }

    @JsonTypeName("close")
    record Close(@Nullable Ref ref, @Required String room) implements ClientFrame {}

    /**
     * @param account the account that the post is meant for; the post is refused if another one is signed in. Null for
     *     the signed-in account
     * @param files ids of uploaded files; null for none
     */
    @JsonTypeName("post")
    record Post(
            @Nullable Ref ref,
            @Nullable String account,
            @Required String room,
            @Required String nonce,
            @Required String text,
            @Nullable Long replyTo,
            @Nullable List<String> files)
            implements ClientFrame {}

    /**
     * @param account see {@link Post}
     * @param text null keeps it, if {@code files} are given
     * @param files ids of the files to keep; null keeps all
     */
    @JsonTypeName("edit")
    record Edit(
            @Nullable Ref ref,
            @Nullable String account,
            @Required String room,
            @Required long seq,
            @Nullable String text,
            @Nullable List<String> files)
            implements ClientFrame {}

    @JsonTypeName("delete")
    record Delete(
            @Nullable Ref ref,
            @Required String room,
            @Required long seq) implements ClientFrame {}

    /** @param on whether to add or remove the emoji */
    @JsonTypeName("react")
    record React(
            @Nullable Ref ref,
            @Required String room,
            @Required long seq,
            @Required String emoji,
            @Required boolean on) implements ClientFrame {}

    /** @param back true to mark later messages as unread; otherwise a read mark never moves back */
    @JsonTypeName("read")
    record Read(
            @Nullable Ref ref,
            @Required String room,
            @Required long seq,
            @Nullable Boolean back) implements ClientFrame {

        boolean movesBack() {
            return Boolean.TRUE.equals(back);
        }
    }

    @JsonTypeName("typing")
    record Typing(@Nullable Ref ref, @Required String room) implements ClientFrame {}

    /** Subscribes to updates of all rooms of the account. */
    @JsonTypeName("watch")
    record Watch(@Nullable Ref ref) implements ClientFrame {}

    /** Follows the states of these accounts, and of no others. */
    @JsonTypeName("people")
    record People(@Nullable Ref ref, @Required List<String> usernames) implements ClientFrame {}

    /** @param active whether somebody uses this client; a client is active until it says otherwise */
    @JsonTypeName("active")
    record Active(@Nullable Ref ref, @Required boolean active) implements ClientFrame {}

    @JsonTypeName("ping")
    record Ping(@Nullable Ref ref) implements ClientFrame {}
}
