package chat.parley.roomlog;

import org.jspecify.annotations.Nullable;

/** A wish to change a room. The values have been validated; whether the actor may is asked by the log. */
public sealed interface Write {

    Actor actor();

    /** May store rows of members. */
    sealed interface OfMembers extends Write {}

    /**
     * A new message.
     *
     * @param nonce chosen by the client; the same nonce of the same author in the same room is the same post, for ever
     */
    record Post(
            Actor actor,
            String nonce,
            String text,
            @Nullable Long replyTo,
            Calls calls) implements Write {

        public Post(Actor actor, String nonce, String text, @Nullable Long replyTo) {
            this(actor, nonce, text, replyTo, Calls.NONE);
        }
    }

    record Edit(Actor actor, long seq, String text, Calls calls) implements Write {

        public Edit(Actor actor, long seq, String text) {
            this(actor, seq, text, Calls.NONE);
        }
    }

    /** The row stays, its text goes. */
    record Delete(Actor actor, long seq) implements Write {}

    /**
     * An emoji under a message, or none of it any more. What is so already changes nothing.
     *
     * @param emoji one emoji
     */
    record React(Actor actor, long seq, String emoji, boolean on) implements Write {}

    /** The account is shown under another name from now on; for who is no member, nothing. */
    record Rename(Actor actor) implements OfMembers {}

    /**
     * Joins, gets another role, leaves or is removed.
     *
     * @param role the role to be; null for leaving
     */
    record Membership(Actor actor, Actor subject, @Nullable Role role) implements OfMembers {

        public static Membership join(Actor actor) {
            return new Membership(actor, actor, Role.MEMBER);
        }

        public static Membership leave(Actor actor) {
            return new Membership(actor, actor, null);
        }
    }

    /** Joins by an invite, which may lead into a room that the actor could not know of. */
    record Accept(Actor actor) implements OfMembers {}

    /**
     * Keeps somebody out of the room, member or not, or lifts that again.
     *
     * @param reason for those who may ban; null when none is given
     */
    record Ban(
            Actor actor,
            Actor subject,
            boolean on,
            @Nullable String reason) implements OfMembers {}

    /** Other names or words for the room; null leaves a field as it is. */
    record Settings(
            Actor actor,
            @Nullable RoomName name,
            @Nullable String title,
            @Nullable String topic) implements Write {}

    /** Closes the room for new changes, while its history stays readable, or opens it again. */
    record Archive(Actor actor, boolean on) implements Write {}
}
