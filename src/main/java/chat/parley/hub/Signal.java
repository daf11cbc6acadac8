package chat.parley.hub;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transient event in a room: neither stored nor numbered, and losing one does no harm. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Signal {

    /** Returns whether the signal is meant for an account's connections. */
    default boolean concerns(String username) {
        return true;
    }

    /**
     * A change in the list of present accounts. Each node derives it itself; it is never sent between nodes.
     *
     * @param names all accounts that are present now, for dialects that have no differences
     */
    @JsonTypeName("online")
    record Online(List<String> joined, List<String> left, List<String> names) implements Signal {}

    /** Notifies other nodes that presence in the room may have changed. Not sent to clients. */
    @JsonTypeName("presence")
    record Presence() implements Signal {

        @Override
        public boolean concerns(String username) {
            return false;
        }
    }

    @JsonTypeName("typing")
    record Typing(String username) implements Signal {

        @Override
        public boolean concerns(String other) {
            return !username.equals(other);
        }
    }

    /**
     * Reports to an account's own other devices how far it has read.
     *
     * @param back true if the read mark was moved back, so that later messages are unread
     */
    @JsonTypeName("read")
    record Read(String username, long seq, @Nullable Boolean back) implements Signal {

        public boolean movedBack() {
            return Boolean.TRUE.equals(back);
        }

        @Override
        public boolean concerns(String other) {
            return username.equals(other);
        }
    }
}
