package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.Access;
import chat.parley.roomlog.AccessSubject;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The access policy of rooms, for pages, HTTP and sockets alike. Methods return if the action is allowed and throw a
 * {@link Refusal} otherwise. Accounts that may not know of a room receive {@code room_not_found}.
 */
@Component
public class RoomAccess implements Access {

    /** The room that every account joins and cannot leave. */
    public static final String GENERAL = "general";

    /**
     * Public rooms are readable unless the account is banned; other rooms only by members. Administrators may read all
     * rooms except direct conversations.
     */
    @Override
    public void mayRead(AccessSubject actor) {
        if (administers(actor)) {
            return;
        }
        if (actor.banned() && actor.kind() == RoomKind.PUBLIC) {
            throw banned(actor);
        }
        if (!actor.member() && actor.kind() != RoomKind.PUBLIC) {
            throw RoomId.notFound();
        }
    }

    /** Only members have read marks, also in archived rooms. */
    void mayMark(AccessSubject actor) {
        requireMember(actor);
    }

    @Override
    public void mayPost(AccessSubject actor) {
        requireMember(actor);
        requireOpen(actor);
    }

    @Override
    public void mayEdit(AccessSubject actor, boolean own) {
        mayPost(actor);
        require(own, "Only its author can edit a message.");
    }

    @Override
    public void mayDelete(AccessSubject actor, boolean own) {
        if (administers(actor)) {
            return;
        }
        mayPost(actor);
        require(own || atLeast(actor, Role.MODERATOR), "Only its author or a moderator can delete a message.");
    }

    @Override
    public void mayRemovePreview(AccessSubject actor, boolean own) {
        mayPost(actor);
        require(own || atLeast(actor, Role.MODERATOR), "Only the author or a moderator can remove a preview.");
    }

    /** In a direct conversation everybody may pin. */
    @Override
    public void mayPin(AccessSubject actor) {
        mayPost(actor);
        require(
                actor.kind() == RoomKind.DIRECT || atLeast(actor, Role.MODERATOR),
                "Only its owner and its moderators can pin messages.");
    }

    @Override
    public void mayChangeMember(AccessSubject actor, boolean self, @Nullable Role before, @Nullable Role after) {
        mayRead(actor);
        require(actor.kind() != RoomKind.DIRECT, "Who belongs to a direct conversation never changes.");
        if (administers(actor)) {
            require(before != Role.OWNER || after != null, "Make another member the owner first.");
        } else if (self && after == null) {
            mayLeave(actor);
        } else if (self && before == null) {
            mayJoin(actor, after);
        } else if (!self || before != after) {
            requireOpen(actor);
            mayChangeOther(actor, self, before, after);
        }
    }

    @Override
    public void mayAccept(AccessSubject actor) {
        if (actor.banned()) {
            throw banned(actor);
        }
        if (!actor.member()) {
            requireOpen(actor);
        }
    }

    @Override
    public void mayBan(AccessSubject actor, boolean self, @Nullable Role subject) {
        mayModerate(actor);
        requireOpen(actor);
        require(!self, "Nobody can ban themselves.");
        require(subject != Role.OWNER, "The owner of a room cannot be banned.");
        boolean onlyMembers = subject == null || subject == Role.MEMBER;
        require(onlyMembers || atLeast(actor, Role.OWNER), "Only the owner can ban a moderator.");
    }

    /** Allows seeing and changing bans and invites. */
    void mayModerate(AccessSubject actor) {
        requireMember(actor);
        require(atLeast(actor, Role.MODERATOR), "Only its owner and its moderators can do this.");
    }

    /** Allows seeing and changing webhooks. */
    void mayManageWebhooks(AccessSubject actor) {
        requireMember(actor);
        require(atLeast(actor, Role.OWNER), "Only the owner can manage the webhooks of a room.");
    }

    @Override
    public void mayEditRoom(AccessSubject actor) {
        requireMember(actor);
        requireOpen(actor);
        require(atLeast(actor, Role.MODERATOR), "Only its owner and its moderators can edit a room.");
    }

    @Override
    public void mayArchiveRoom(AccessSubject actor) {
        requireMember(actor);
        require(atLeast(actor, Role.OWNER), "Only its owner can archive a room or open it again.");
    }

    private static void mayLeave(AccessSubject actor) {
        require(!actor.room().equals(GENERAL), "Everybody stays in this room.");
        if (actor.role() == Role.OWNER && !actor.archived()) {
            throw Refusal.of(Code.LAST_OWNER, "Make another member the owner, or archive the room, before leaving.");
        }
    }

    private static void mayJoin(AccessSubject actor, @Nullable Role after) {
        requireOpen(actor);
        require(after == Role.MEMBER, "Who joins is a member.");
    }

    private void mayChangeOther(AccessSubject actor, boolean self, @Nullable Role before, @Nullable Role after) {
        requireMember(actor);
        require(!self, "Nobody can change their own role.");
        boolean onlyMembers = (before == null || before == Role.MEMBER) && (after == null || after == Role.MEMBER);
        require(
                atLeast(actor, onlyMembers ? Role.MODERATOR : Role.OWNER),
                onlyMembers ? "Only moderators can add and remove members." : "Only the owner can change roles.");
    }

    private static boolean atLeast(AccessSubject actor, Role role) {
        return administers(actor) || (actor.role() != null && actor.role().atLeast(role));
    }

    private static boolean administers(AccessSubject actor) {
        return actor.administrator() && actor.kind() != RoomKind.DIRECT;
    }

    private static Refusal banned(AccessSubject actor) {
        String room = actor.name() == null ? "this room" : "the room " + actor.name();
        return Refusal.of(Code.BANNED, "You are banned from " + room + ".");
    }

    private void requireMember(AccessSubject actor) {
        mayRead(actor);
        if (!actor.member() && !administers(actor)) {
            throw Refusal.of(Code.NOT_A_MEMBER, "Join the room first.");
        }
    }

    private static void requireOpen(AccessSubject actor) {
        if (actor.archived()) {
            throw Refusal.of(Code.ROOM_ARCHIVED, "This room is archived.");
        }
    }

    private static void require(boolean allowed, String reason) {
        if (!allowed) {
            throw Refusal.of(Code.FORBIDDEN, reason);
        }
    }
}
