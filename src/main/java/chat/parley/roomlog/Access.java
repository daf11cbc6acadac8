package chat.parley.roomlog;

import org.jspecify.annotations.Nullable;

/**
 * Who may change what. The log asks inside the transaction, under the room's lock, so that no check can be overtaken by
 * a removal. Each method returns for yes and throws a {@link chat.parley.http.Refusal} for no; none may wait.
 */
public interface Access {

    /** Asked before anything else, so that who may not know of a room learns nothing of it. */
    void mayRead(Standing actor);

    void mayPost(Standing actor);

    void mayEdit(Standing actor, boolean own);

    void mayDelete(Standing actor, boolean own);

    /**
     * @param before the subject's role now, null for no member
     * @param after the role to be, null to leave or be removed
     */
    void mayChangeMember(Standing actor, boolean self, @Nullable Role before, @Nullable Role after);

    /** Asked instead of {@link #mayRead}: who has an invite may know of the room. */
    void mayAccept(Standing actor);

    /** @param subject the role of who shall be banned or not be banned any more; null for no member */
    void mayBan(Standing actor, boolean self, @Nullable Role subject);

    void mayEditRoom(Standing actor);

    void mayArchiveRoom(Standing actor);
}
