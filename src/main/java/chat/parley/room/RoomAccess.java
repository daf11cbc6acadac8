package chat.parley.room;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.Access;
import chat.parley.roomlog.Role;
import chat.parley.roomlog.RoomKind;
import chat.parley.roomlog.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may do what in a room: the one place that decides, for pages, HTTP and sockets alike. Returns for yes, refuses for
 * no. Who may not know of a room is told that it does not exist.
 */
@Component
public class RoomAccess implements Access {

    /** Everybody is a member of this room, always. */
    public static final String GENERAL = "general";

    /**
     * Anybody who is not banned may read a public room; only members know of any other. Administrators know of all but
     * direct conversations.
     */
    @Override
    public void mayRead(Standing actor) {
        if (administers(actor)) {
            return;
        }
        if (actor.banned() && actor.kind() == RoomKind.PUBLIC) {
            throw banned();
        }
        if (!actor.member() && actor.kind() != RoomKind.PUBLIC) {
            throw Refusal.of(Code.ROOM_NOT_FOUND, "There is no such room.");
        }
    }

    /** Read marks are for members, in archived rooms too. */
    void mayMark(Standing actor) {
        member(actor);
    }

    @Override
    public void mayPost(Standing actor) {
        member(actor);
        open(actor);
    }

    @Override
    public void mayEdit(Standing actor, boolean own) {
        mayPost(actor);
        allow(own, "Only its author can edit a message.");
    }

    @Override
    public void mayDelete(Standing actor, boolean own) {
        if (administers(actor)) {
            return;
        }
        mayPost(actor);
        allow(own || atLeast(actor, Role.MODERATOR), "Only its author or a moderator can delete a message.");
    }

    @Override
    public void mayChangeMember(Standing actor, boolean self, @Nullable Role before, @Nullable Role after) {
        mayRead(actor);
        allow(actor.kind() != RoomKind.DIRECT, "Who belongs to a direct conversation never changes.");
        if (administers(actor)) {
            allow(before != Role.OWNER || after != null, "Make another member the owner first.");
        } else if (self && after == null) {
            mayLeave(actor);
        } else if (self && before == null) {
            mayJoin(actor, after);
        } else if (!self || before != after) {
            open(actor);
            mayChangeOther(actor, self, before, after);
        }
    }

    @Override
    public void mayAccept(Standing actor) {
        if (actor.banned()) {
            throw banned();
        }
        if (!actor.member()) {
            open(actor);
        }
    }

    @Override
    public void mayBan(Standing actor, boolean self, @Nullable Role subject) {
        mayModerate(actor);
        open(actor);
        allow(!self, "Nobody can ban themselves.");
        allow(subject != Role.OWNER, "The owner of a room cannot be banned.");
        boolean plain = subject == null || subject == Role.MEMBER;
        allow(plain || atLeast(actor, Role.OWNER), "Only the owner can ban a moderator.");
    }

    /** Sees and decides who is banned or invited. */
    void mayModerate(Standing actor) {
        member(actor);
        allow(atLeast(actor, Role.MODERATOR), "Only its owner and its moderators can do this.");
    }

    @Override
    public void mayEditRoom(Standing actor) {
        member(actor);
        open(actor);
        allow(atLeast(actor, Role.MODERATOR), "Only its owner and its moderators can edit a room.");
    }

    @Override
    public void mayArchiveRoom(Standing actor) {
        member(actor);
        allow(atLeast(actor, Role.OWNER), "Only its owner can archive a room or open it again.");
    }

    private static void mayLeave(Standing actor) {
        allow(!actor.room().equals(GENERAL), "Everybody stays in this room.");
        if (actor.role() == Role.OWNER && !actor.archived()) {
            throw Refusal.of(Code.LAST_OWNER, "Make another member the owner, or archive the room, before leaving.");
        }
    }

    private static void mayJoin(Standing actor, @Nullable Role after) {
        open(actor);
        allow(after == Role.MEMBER, "Who joins is a member.");
    }

    private void mayChangeOther(Standing actor, boolean self, @Nullable Role before, @Nullable Role after) {
        member(actor);
        allow(!self, "Nobody can change their own role.");
        boolean plain = (before == null || before == Role.MEMBER) && (after == null || after == Role.MEMBER);
        allow(
                atLeast(actor, plain ? Role.MODERATOR : Role.OWNER),
                plain ? "Only moderators can add and remove members." : "Only the owner can change roles.");
    }

    private static boolean atLeast(Standing actor, Role role) {
        return administers(actor) || (actor.role() != null && actor.role().atLeast(role));
    }

    private static boolean administers(Standing actor) {
        return actor.administrator() && actor.kind() != RoomKind.DIRECT;
    }

    private static Refusal banned() {
        return Refusal.of(Code.BANNED, "You are banned from this room.");
    }

    private void member(Standing actor) {
        mayRead(actor);
        if (!actor.member() && !administers(actor)) {
            throw Refusal.of(Code.NOT_A_MEMBER, "Join the room first.");
        }
    }

    private static void open(Standing actor) {
        if (actor.archived()) {
            throw Refusal.of(Code.ROOM_ARCHIVED, "This room is archived.");
        }
    }

    private static void allow(boolean allowed, String otherwise) {
        if (!allowed) {
            throw Refusal.of(Code.FORBIDDEN, otherwise);
        }
    }
}
