package chat.parley.gateway;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** What a client of {@code parley.v1} says. {@code ref} is the client's own, and its answer repeats it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface ClientFrame {

    @Nullable
    Ref ref();

    /** Whether it says nothing to others. */
    default boolean reads() {
        return this instanceof Open || this instanceof Close || this instanceof Read || this instanceof Watch;
    }

    /**
     * @param after the revision that the client holds; null for a fresh page
     * @param epoch of that revision; null for a client that knows none
     */
    @JsonTypeName("open")
    record Open(
            @Nullable Ref ref,
            @Required String room,
            @Nullable Long after,
            @Nullable String epoch) implements ClientFrame {

        Held held() {
            return new Held(after, epoch);
        }
    }

    @JsonTypeName("close")
    record Close(@Nullable Ref ref, @Required String room) implements ClientFrame {}

    /** @param account whose post it is meant to be; another account's is refused. Null for whoever is signed in */
    @JsonTypeName("post")
    record Post(
            @Nullable Ref ref,
            @Nullable String account,
            @Required String room,
            @Required String nonce,
            @Required String text,
            @Nullable Long replyTo)
            implements ClientFrame {}

    /** @param account as in {@link Post} */
    @JsonTypeName("edit")
    record Edit(
            @Nullable Ref ref,
            @Nullable String account,
            @Required String room,
            @Required long seq,
            @Required String text)
            implements ClientFrame {}

    @JsonTypeName("delete")
    record Delete(
            @Nullable Ref ref,
            @Required String room,
            @Required long seq) implements ClientFrame {}

    /** @param on whether the emoji is to stand under the message or to go */
    @JsonTypeName("react")
    record React(
            @Nullable Ref ref,
            @Required String room,
            @Required long seq,
            @Required String emoji,
            @Required boolean on) implements ClientFrame {}

    /** @param back true to mark as unread what comes after; otherwise a mark never moves back */
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

    /** Asks to be told of all rooms of the account, from now on. */
    @JsonTypeName("watch")
    record Watch(@Nullable Ref ref) implements ClientFrame {}

    @JsonTypeName("ping")
    record Ping(@Nullable Ref ref) implements ClientFrame {}
}
