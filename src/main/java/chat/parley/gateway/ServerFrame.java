package chat.parley.gateway;

import chat.parley.account.Profile;
import chat.parley.http.Problem;
import chat.parley.http.Refusal;
import chat.parley.people.PersonState;
import chat.parley.room.RoomBody;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomState;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame that the server sends to one {@code parley.v1} client. Frames for all connections of a room are encoded by
 * {@link ParleyDialect}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface ServerFrame {

    @JsonTypeName("welcome")
    record Welcome(String connection, Profile account, long heartbeatSeconds, String epoch) implements ServerFrame {}

    @JsonTypeName("opened")
    record Opened(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object ref,

            String room,
            String epoch,
            long revision,
            long lastSeq,
            long readSeq,
            @Nullable Role role,
            RoomState state,
            List<String> online,
            List<MessageState> messages,
            List<MemberState> members,
            List<NoticeState> notices,
            boolean reset)
            implements ServerFrame {}

    /** All rooms of the account; their updates follow as {@link chat.parley.inbox.UnreadUpdate}. */
    @JsonTypeName("watching")
    record Watching(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object ref,

            List<RoomBody> rooms) implements ServerFrame {}

    /** @param code the reason; null if the client requested it */
    @JsonTypeName("closed")
    record Closed(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object ref,

            String room,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String code)
            implements ServerFrame {}

    @JsonTypeName("posted")
    record Posted(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object ref,

            String room,
            long seq,
            long revision,
            Instant at)
            implements ServerFrame {}

    @JsonTypeName("done")
    record Done(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object ref,

            long revision) implements ServerFrame {}

    @JsonTypeName("pong")
    record Pong(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object ref) implements ServerFrame {}

    @JsonTypeName("refused")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Refused(
            @Nullable Object ref,
            String code,
            String detail,
            @Nullable Long retryAfterMs,
            List<Refusal.FieldError> errors)
            implements ServerFrame {

        /**
         * Returns the frame for a failure of any kind: a refusal unchanged, an outage as temporary, a defect without
         * details.
         */
        static Refused of(@Nullable Object ref, Problem problem) {
            return new Refused(ref, problem.code(), problem.detail(), problem.retryAfterMs(), problem.errors());
        }
    }

    /** The present states of some of the accounts that the connection follows. */
    @JsonTypeName("people")
    record People(List<PersonState> people) implements ServerFrame {}

    /** Announces that the custom emoji have changed, so that the client reads their list again. */
    @JsonTypeName("emoji_changed")
    record EmojiChanged() implements ServerFrame {}

    /** Announces that groups have changed, so that the client reads their list again. */
    @JsonTypeName("groups_changed")
    record GroupsChanged() implements ServerFrame {}

    /**
     * Announces that this node is shutting down: the client should open another socket, resume there and then close
     * this one.
     */
    @JsonTypeName("drain")
    record Drain(long withinMs) implements ServerFrame {}
}
