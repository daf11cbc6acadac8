package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.PreviewState;
import chat.parley.roomlog.state.Role;
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
public sealed interface Write {

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

    /** A write that changes a stored message. */
    sealed interface OfMessage extends Write {

        long seq();

        @Override
        default OptionalLong target() {
            return OptionalLong.of(seq());
        }
    }

    /** A write that may store member rows. */
    sealed interface OfMembers extends Write {

        @Override
        default boolean storesMembers() {
            return true;
        }
    }

    /**
     * A new message.
     *
     * @param nonce chosen by the client; posts by the same author in the same room with the same nonce are permanently
     *     one post
     * @param text empty only if there are files
     * @param files ids of files that the actor has uploaded to this room and not posted yet, in order
     * @param links the links in the text that are to get previews
     */
    record Post(
            Actor actor,
            String nonce,
            String text,
            @Nullable Long replyTo,
            MentionedNames mentions,
            List<String> files,
            List<String> links)
            implements Write {

        public Post(Actor actor, String nonce, String text, @Nullable Long replyTo) {
            this(actor, nonce, text, replyTo, MentionedNames.NONE, List.of(), List.of());
        }

        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().post(this, access, now);
        }

        @Override
        public List<String> newFiles() {
            return files;
        }

        /** Returns whether the post changes nothing but the message, the room's counters and the author's read mark. */
        boolean isPlain() {
            return mentions.equals(MentionedNames.NONE) && files.isEmpty() && links.isEmpty();
        }
    }

    /**
     * Changes the text of a message, or removes some of its files.
     *
     * @param text empty only if files remain; null keeps the text with its mentions and previews
     * @param files ids of the files to keep; null keeps all
     * @param links the links in the text that are to have previews; previews of others are dropped
     */
    record Edit(
            Actor actor,
            long seq,
            @Nullable String text,
            MentionedNames mentions,
            @Nullable List<String> files,
            List<String> links)
            implements OfMessage {

        public Edit(Actor actor, long seq, String text) {
            this(actor, seq, text, MentionedNames.NONE, null, List.of());
        }

        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().edit(this, access, now);
        }
    }

    /** Deletes a message's text and keeps its row. */
    record Delete(Actor actor, long seq) implements OfMessage {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().delete(this, access, now);
        }
    }

    /**
     * Adds or removes a reaction. Changes nothing if the message is already in the requested state.
     *
     * @param emoji one emoji
     */
    record React(Actor actor, long seq, String emoji, boolean on) implements OfMessage {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().react(this, access);
        }
    }

    /** Pins a message in its room or unpins it. Changes nothing if the message is already in the requested state. */
    record Pin(Actor actor, long seq, boolean on) implements OfMessage {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().pin(this, access, now);
        }

        @Override
        public boolean addsPin() {
            return on;
        }
    }

    /**
     * Describes a picture of a message for people who cannot see it. Changes nothing if the description is the same.
     *
     * @param file the file's id
     * @param alt null for none
     */
    record Describe(
            Actor actor, long seq, String file, @Nullable String alt) implements OfMessage {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().describe(this, access);
        }
    }

    /**
     * Adds a fetched preview. Changes nothing if the message was edited, deleted or archived with its room meanwhile,
     * or if the link has a preview.
     *
     * @param actor the author of the message, who may have left meanwhile
     * @param editedAt when the text with the link was last edited; null if never
     * @param preview its number is ignored
     * @param picture the stored picture; null if there is none
     */
    record AddPreview(
            Actor actor,
            long seq,
            @Nullable Instant editedAt,
            PreviewState preview,
            @Nullable PreviewBlob picture) implements OfMessage {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().addPreview(this);
        }

        @Override
        public boolean requiresReadAccess() {
            return false;
        }

        @Override
        public boolean isOpenToDisabled() {
            return true;
        }
    }

    /** Removes a preview from a message. Changes nothing if there is none with this number. */
    record RemovePreview(Actor actor, long seq, int number) implements OfMessage {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().removePreview(this, access);
        }
    }

    /** Applies the account's new display name and picture. Changes nothing if the account is not a member. */
    record Profile(Actor actor) implements OfMembers {
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
    record Membership(Actor actor, Actor subject, @Nullable Role role) implements OfMembers {

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
    record Accept(Actor actor) implements OfMembers {
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
            @Nullable String reason) implements OfMembers {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.members().ban(this, access, now);
        }

        @Override
        public Stream<Actor> accounts() {
            return Stream.of(actor, subject);
        }
    }

    /**
     * Changes the room's name, title or topic, or whether links get previews; null leaves a field unchanged.
     */
    record Settings(
            Actor actor,
            @Nullable RoomName name,
            @Nullable String title,
            @Nullable String topic,
            @Nullable Boolean previews)
            implements Write {

        public Settings(Actor actor, @Nullable RoomName name, @Nullable String title, @Nullable String topic) {
            this(actor, name, title, topic, null);
        }

        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.changeSettings(this, access, now);
        }

        @Override
        public @Nullable RoomName newName() {
            return name;
        }

        @Override
        public boolean addsNotice() {
            return true;
        }
    }

    /** Archives the room, which closes it to changes and keeps its history readable, or reopens it. */
    record Archive(Actor actor, boolean on) implements Write {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.archive(this, access, now);
        }
    }
}
