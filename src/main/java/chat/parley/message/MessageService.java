package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.room.RoomService;
import chat.parley.roomlog.MentionedNames;
import chat.parley.roomlog.MessageWrite;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.Nonce;
import chat.parley.text.RgiEmoji;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Posts, edits, deletes and reacts. Each write is checked and enqueued during its subscription, without waiting, so
 * writes to one room keep the order in which their Monos were subscribed to.
 *
 * <p>All writes share the rate limit of posts, because each causes as much work and as many frames. Null values are
 * refused as missing, whatever dialect they arrived in.
 */
@Service
public class MessageService {

    private final RoomLog log;
    private final RateLimits limits;
    private final MentionParser mentions;
    private final CustomEmoji customEmoji;
    private final LinkParser links;

    MessageService(RoomLog log, RateLimits limits, MentionParser mentions, CustomEmoji customEmoji, LinkParser links) {
        this.links = links;
        this.customEmoji = customEmoji;
        this.log = log;
        this.limits = limits;
        this.mentions = mentions;
        RgiEmoji.load();
    }

    /**
     * Posts a message and marks everything up to it as read by the author.
     *
     * @return the stored message; for a repeated nonce the first one, and nothing is stored
     */
    public Mono<MessageState> post(
            Account author, String room, @Nullable String nonce, @Nullable String text, @Nullable Long replyTo) {
        return post(author, room, nonce, text, replyTo, null);
    }

    /**
     * Posts with files.
     *
     * @param files ids of files that the author has stored for this room and not posted yet; null for none
     */
    public Mono<MessageState> post(
            Account author,
            String room,
            @Nullable String nonce,
            @Nullable String text,
            @Nullable Long replyTo,
            @Nullable List<String> files) {
        return write(
                author, room, () -> newPost(author, nonce, text, replyTo, FileIds.of(files), UnaryOperator.identity()));
    }

    /**
     * Posts a message of a program.
     *
     * @param mentionsGroups whether names of groups mention their people; otherwise they are text
     */
    public Mono<MessageState> postByProgram(
            Account author, String room, String nonce, String text, @Nullable Long replyTo, boolean mentionsGroups) {
        UnaryOperator<MentionedNames> permitted = names -> mentionsGroups ? names : names.ofPeopleOnly();
        return write(author, room, () -> newPost(author, nonce, text, replyTo, List.of(), permitted));
    }

    /**
     * Posts a message of the installation itself, without the limit of an author and without previews of links.
     *
     * @param author the account that it appears under, a member of the room
     */
    public Mono<MessageState> announce(Account author, String room, String nonce, String text) {
        return Mono.defer(() -> {
            Write post = new MessageWrite.Post(
                    RoomService.actor(author),
                    Nonce.of(nonce),
                    MessageText.of(text),
                    null,
                    mentions.read(text),
                    List.of(),
                    List.of());
            return log.write(room, post).cast(MessageState.class);
        });
    }

    /**
     * @param text null keeps it, if {@code files} are given
     * @param files the ids of the message's files to keep; null keeps all
     */
    public Mono<MessageState> edit(
            Account editor, String room, long seq, @Nullable String text, @Nullable List<String> files) {
        return write(editor, room, () -> newEdit(editor, seq, text, files == null ? null : FileIds.of(files)));
    }

    /**
     * Adds or removes the account's reaction. Changes nothing if the message is already in the requested state. A
     * custom emoji is looked up first; one that no longer exists can be removed, but not added.
     */
    public Mono<MessageState> react(Account account, String room, long seq, @Nullable String emoji, boolean on) {
        Mono<MessageState> reaction = write(
                account, room, () -> new MessageWrite.React(RoomService.actor(account), seq, Emoji.of(emoji), on));
        return on && emoji != null && CustomEmoji.isOne(emoji)
                ? customEmoji.refuseUnknown(emoji).then(reaction)
                : reaction;
    }

    /** Pins or unpins a message. Changes nothing if the message is already in the requested state. */
    public Mono<MessageState> pin(Account account, String room, long seq, boolean on) {
        return write(account, room, () -> new MessageWrite.Pin(RoomService.actor(account), seq, on));
    }

    /** Removes the preview of a link. Changes nothing if there is none with this number. */
    public Mono<MessageState> removePreview(Account account, String room, long seq, int number) {
        return write(account, room, () -> new MessageWrite.RemovePreview(RoomService.actor(account), seq, number));
    }

    public Mono<MessageState> delete(Account deleter, String room, long seq) {
        return write(deleter, room, () -> new MessageWrite.Delete(RoomService.actor(deleter), seq));
    }

    /** Whether a text would mention everybody in the room. */
    public boolean mentionsHere(String text) {
        return mentions.read(text).here();
    }

    /** Returns the stored form of a text, or refuses one that cannot be posted. */
    public String checkedText(String text) {
        return MessageText.of(text);
    }

    private Write newPost(
            Account author,
            @Nullable String nonce,
            @Nullable String raw,
            @Nullable Long replyTo,
            List<String> files,
            UnaryOperator<MentionedNames> permitted) {
        String text = MessageText.of(raw, !files.isEmpty());
        return new MessageWrite.Post(
                RoomService.actor(author),
                Nonce.of(nonce),
                text,
                replyTo,
                permitted.apply(mentions.read(text)),
                files,
                links.read(text));
    }

    /** The log decides whether an empty text is allowed, because it knows which files remain. */
    private Write newEdit(Account editor, long seq, @Nullable String raw, @Nullable List<String> files) {
        if (raw == null && files != null) {
            return new MessageWrite.Edit(RoomService.actor(editor), seq, null, MentionedNames.NONE, files, links::read);
        }
        String text = MessageText.of(raw, raw != null && (files == null || !files.isEmpty()));
        return new MessageWrite.Edit(RoomService.actor(editor), seq, text, mentions.read(text), files, links::read);
    }

    private Mono<MessageState> write(Account account, String room, Supplier<Write> write) {
        return Mono.defer(() -> {
            limits.take(Rate.POST, account.id());
            return log.write(room, write.get()).cast(MessageState.class);
        });
    }
}
