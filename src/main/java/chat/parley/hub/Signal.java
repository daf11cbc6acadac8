package chat.parley.hub;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something about a room that passes: not stored, not numbered, and lost without harm. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Signal {

    /** Whether this one is for an account's connections. */
    default boolean concerns(String username) {
        return true;
    }

    /**
     * A difference in who is here; found by each node for itself and never sent between nodes.
     *
     * @param names everybody who is here now, for wire forms that know no differences
     */
    @JsonTypeName("online")
    record Online(List<String> joined, List<String> left, List<String> names) implements Signal {}

    /** Somebody's presence may have changed: look. For the nodes, not for clients. */
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
     * An account has read up to a message: for its own other devices alone.
     *
     * @param back true when it was moved back to there, and what comes after is unread
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
