package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.Role;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A requested change to the members of a room. */
public sealed interface MemberWrite extends Write {

    @Override
    default boolean storesMembers() {
        return true;
    }

    /** Applies the account's new display name and picture. Changes nothing if the account is not a member. */
    record Profile(Actor actor) implements MemberWrite {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.members().profile(this);
        }

        @Override
        public boolean isOpenToDisabled() {
            return true;
        }

        @Override
        public boolean addsNotice() {
            return false;
        }
    }

    /**
     * Joins, changes role, leaves or is removed.
     *
     * @param role the requested role; null to leave or be removed
     */
    record Membership(Actor actor, Actor subject, @Nullable Role role) implements MemberWrite {

        public static Membership join(Actor actor) {
            return new Membership(actor, actor, Role.MEMBER);
        }

        public static Membership leave(Actor actor) {
            return new Membership(actor, actor, null);
        }

        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.members().membership(this, access, now);
        }

        @Override
        public Stream<Actor> accounts() {
            return Stream.of(actor, subject);
        }

        @Override
        public boolean transfersOwnership() {
            return role == Role.OWNER;
        }
    }

    /** Joins with an invite, which may grant access to a room that the actor cannot otherwise see. */
    record Accept(Actor actor) implements MemberWrite {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.members().accept(this, access, now);
        }

        @Override
        public boolean requiresReadAccess() {
            return false;
        }
    }

    /**
     * Bans an account from the room, whether or not it is a member, or lifts the ban.
     *
     * @param reason visible to those who may ban; null if none is given
     */
    record Ban(
            Actor actor,
            Actor subject,
            boolean on,
            @Nullable String reason) implements MemberWrite {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.members().ban(this, access, now);
        }

        @Override
        public Stream<Actor> accounts() {
            return Stream.of(actor, subject);
        }
    }
}
