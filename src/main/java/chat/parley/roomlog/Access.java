package chat.parley.roomlog;

import chat.parley.roomlog.state.Role;
import org.jspecify.annotations.Nullable;

/**
 * The permission checks for changes to a room. They run inside the transaction and under the room's lock, so that a
 * concurrent removal cannot overtake a check.
 *
 * <p>Each method returns if the change is allowed and throws a {@link chat.parley.http.Refusal} otherwise.
 * Implementations must not block.
 */
public interface Access {

    /** Called before every other check, so that an account without access cannot learn whether the room exists. */
    void mayRead(AccessSubject actor);

    void mayPost(AccessSubject actor);

    void mayEdit(AccessSubject actor, boolean own);

    void mayDelete(AccessSubject actor, boolean own);

    /** Allows removing the preview of a link. */
    void mayRemovePreview(AccessSubject actor, boolean own);

    /** Allows pinning and unpinning messages. */
    void mayPin(AccessSubject actor);

    /**
     * @param before the subject's current role; null if it is not a member
     * @param after the requested role; null to leave or be removed
     */
    void mayChangeMember(AccessSubject actor, boolean self, @Nullable Role before, @Nullable Role after);

    /** Called instead of {@link #mayRead}: the holder of an invite may learn of the room. */
    void mayAccept(AccessSubject actor);

    /** @param subject the role of the account to ban or unban; null if it is not a member */
    void mayBan(AccessSubject actor, boolean self, @Nullable Role subject);

    void mayEditRoom(AccessSubject actor);

    void mayArchiveRoom(AccessSubject actor);
}
