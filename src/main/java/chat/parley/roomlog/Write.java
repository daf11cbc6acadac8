package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A requested change to a room. Its values have been validated; the log checks the actor's permission. */
public sealed interface Write {

    Actor actor();

    /** A write that may store member rows. */
    sealed interface OfMembers extends Write {}

    /**
     * A new message.
     *
     * @param nonce chosen by the client; posts by the same author in the same room with the same nonce are permanently
     *     one post
     * @param text empty only if there are files
     * @param files ids of files that the actor has uploaded to this room and not posted yet, in order
     */
    record Post(
            Actor actor,
            String nonce,
            String text,
            @Nullable Long replyTo,
            MentionedNames mentions,
            List<String> files) implements Write {

        public Post(Actor actor, String nonce, String text, @Nullable Long replyTo) {
            this(actor, nonce, text, replyTo, MentionedNames.NONE, List.of());
        }
    }

    /**
     * Another text, or fewer files.
     *
     * @param text empty only where files are left
     * @param files ids of the files to keep; null keeps all
     */
    record Edit(
            Actor actor,
            long seq,
            String text,
            MentionedNames mentions,
            @Nullable List<String> files) implements Write {

        public Edit(Actor actor, long seq, String text) {
            this(actor, seq, text, MentionedNames.NONE, null);
        }
    }

    /** Deletes a message's text and keeps its row. */
    record Delete(Actor actor, long seq) implements Write {}

    /**
     * Adds or removes a reaction. Changes nothing if the message is already in the requested state.
     *
     * @param emoji one emoji
     */
    record React(Actor actor, long seq, String emoji, boolean on) implements Write {}

    /** Pins a message in its room or unpins it. Changes nothing if the message is already in the requested state. */
    record Pin(Actor actor, long seq, boolean on) implements Write {}

    /** Applies the account's new display name and picture. Changes nothing if the account is not a member. */
    record Profile(Actor actor) implements OfMembers {}

    /**
     * Joins, changes role, leaves or is removed.
     *
     * @param role the requested role; null to leave or be removed
     */
    record Membership(Actor actor, Actor subject, @Nullable Role role) implements OfMembers {

        public static Membership join(Actor actor) {
            return new Membership(actor, actor, Role.MEMBER);
        }

        public static Membership leave(Actor actor) {
            return new Membership(actor, actor, null);
        }
    }

    /** Joins with an invite, which may grant access to a room that the actor cannot otherwise see. */
    record Accept(Actor actor) implements OfMembers {}

    /**
     * Bans an account from the room, whether or not it is a member, or lifts the ban.
     *
     * @param reason visible to those who may ban; null if none is given
     */
    record Ban(
            Actor actor,
            Actor subject,
            boolean on,
            @Nullable String reason) implements OfMembers {}

    /** Changes the room's name, title or topic; null leaves a field unchanged. */
    record Settings(
            Actor actor,
            @Nullable RoomName name,
            @Nullable String title,
            @Nullable String topic) implements Write {}

    /** Archives the room, which closes it to changes and keeps its history readable, or reopens it. */
    record Archive(Actor actor, boolean on) implements Write {}
}
