package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.PreviewState;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A requested change to the messages of a room. */
public sealed interface MessageWrite extends Write {

    /** A write that changes a stored message. */
    sealed interface OfStored extends MessageWrite {

        long seq();

        @Override
        default OptionalLong target() {
            return OptionalLong.of(seq());
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
            implements MessageWrite {

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
     * @param links finds the links in a text that are to have previews; previews of others are dropped
     */
    record Edit(
            Actor actor,
            long seq,
            @Nullable String text,
            MentionedNames mentions,
            @Nullable List<String> files,
            Function<String, List<String>> links)
            implements OfStored {

        public Edit(Actor actor, long seq, String text) {
            this(actor, seq, text, MentionedNames.NONE, null, any -> List.of());
        }

        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().edit(this, access, now);
        }
    }

    /** Deletes a message's text and keeps its row. */
    record Delete(Actor actor, long seq) implements OfStored {
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
    record React(Actor actor, long seq, String emoji, boolean on) implements OfStored {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().react(this, access);
        }
    }

    /** Pins a message in its room or unpins it. Changes nothing if the message is already in the requested state. */
    record Pin(Actor actor, long seq, boolean on) implements OfStored {
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
            Actor actor, long seq, String file, @Nullable String alt) implements OfStored {
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
            @Nullable PreviewBlob picture) implements OfStored {
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
    record RemovePreview(Actor actor, long seq, int number) implements OfStored {
        @Override
        public Change decide(RoomDraft draft, Access access, Instant now) {
            return draft.messages().removePreview(this, access);
        }
    }
}
