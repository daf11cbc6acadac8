package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.room.RoomService;
import chat.parley.roomlog.MessageState;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Posts, edits and deletes. Each write is checked and queued while it is being subscribed to, with no waiting before:
 * so writes to one room keep the order in which their Monos were subscribed to.
 *
 * <p>Edits and deletions take from the same rate as posts: each is as much work and as many frames. The values are
 * refused as missing when they are null, whatever the dialect that they came in.
 */
@Service
public class MessageService {

    private final RoomLog log;
    private final RateLimits limits;
    private final MentionReader mentions;

    MessageService(RoomLog log, RateLimits limits, MentionReader mentions) {
        this.log = log;
        this.limits = limits;
        this.mentions = mentions;
        Emoji.load();
    }

    /**
     * Posts. The author has read up to the new message.
     *
     * @return the stored message; for a repeated nonce the first one, and nothing is stored
     */
    public Mono<MessageState> post(
            Account author, String room, @Nullable String nonce, @Nullable String text, @Nullable Long replyTo) {
        return write(author, room, () -> newPost(author, nonce, MessageText.of(text), replyTo));
    }

    public Mono<MessageState> edit(Account editor, String room, long seq, @Nullable String text) {
        return write(editor, room, () -> newEdit(editor, seq, MessageText.of(text)));
    }

    /** Puts an emoji under a message, or takes one's own away. Changes nothing that is so already. */
    public Mono<MessageState> react(Account account, String room, long seq, @Nullable String emoji, boolean on) {
        return write(account, room, () -> new Write.React(RoomService.actor(account), seq, Emoji.of(emoji), on));
    }

    public Mono<MessageState> delete(Account deleter, String room, long seq) {
        return write(deleter, room, () -> new Write.Delete(RoomService.actor(deleter), seq));
    }

    private Write newPost(Account author, @Nullable String nonce, String text, @Nullable Long replyTo) {
        return new Write.Post(RoomService.actor(author), Nonce.of(nonce), text, replyTo, mentions.read(text));
    }

    private Write newEdit(Account editor, long seq, String text) {
        return new Write.Edit(RoomService.actor(editor), seq, text, mentions.read(text));
    }

    private Mono<MessageState> write(Account account, String room, Supplier<Write> write) {
        return Mono.defer(() -> {
            limits.take(Rate.POST, account.id());
            return log.write(room, write.get()).cast(MessageState.class);
        });
    }
}
