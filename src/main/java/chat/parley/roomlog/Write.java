package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A requested change to a room, which also declares what the log must load for it. Its values have been validated; the
 * log checks the actor's permission.
 */
public sealed interface Write permits MessageWrite, MemberWrite, RoomWrite {

    Actor actor();

    /** Decides the write under its room's lock; see {@link RoomDraft#apply}. */
    Change decide(RoomDraft draft, Access access, Instant now);

    /** Returns the accounts whose member rows the decision needs. */
    default Stream<Actor> accounts() {
        return Stream.of(actor());
    }

    /** Returns the names that a text may mention. */
    default MentionedNames mentions() {
        return MentionedNames.NONE;
    }

    /** Returns the number of the message that is changed. */
    default OptionalLong target() {
        return OptionalLong.empty();
    }

    /** Returns the nonce of a new message; null for other writes. */
    default @Nullable String nonce() {
        return null;
    }

    /** Returns the ids of the files of a new message. */
    default List<String> newFiles() {
        return List.of();
    }

    /** Returns the room's new name; null if it keeps its name. */
    default @Nullable RoomName newName() {
        return null;
    }

    /** Returns whether the write may store member rows. */
    default boolean storesMembers() {
        return false;
    }

    /** Returns whether the room's owner changes. */
    default boolean transfersOwnership() {
        return false;
    }

    /** Returns whether the write pins a message. */
    default boolean addsPin() {
        return false;
    }

    /** Returns whether the write may add to what is shown between the messages. */
    default boolean addsNotice() {
        return storesMembers();
    }

    /** Returns whether the actor must be allowed to read the room. The holder of an invite need not be. */
    default boolean requiresReadAccess() {
        return true;
    }

    /**
     * Returns whether a disabled account may be the actor: an administrator may change its profile, and its rooms
     * record this as the account's own change.
     */
    default boolean isOpenToDisabled() {
        return false;
    }
}
