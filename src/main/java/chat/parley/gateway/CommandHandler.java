package chat.parley.gateway;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.message.MessageService;
import chat.parley.room.ReadReceipts;
import chat.parley.roomlog.state.RoomId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Executes the frames of {@code parley.v1} that change rooms. */
@Component
class CommandHandler {

    private final MessageService messages;
    private final ReadReceipts receipts;
    private final Hub hub;

    CommandHandler(MessageService messages, ReadReceipts receipts, Hub hub) {
        this.messages = messages;
        this.receipts = receipts;
        this.hub = hub;
    }

    /**
     * Executes a frame; the Mono is empty if there is no answer. The write is enqueued before this method returns, so
     * the frames of one connection keep their order.
     */
    Mono<ServerFrame> write(Connection connection, ClientFrame frame) {
        Account account = connection.session().account();
        if (frame instanceof ClientFrame.Post post) {
            account.mustBe(post.account());
            return messages.post(
                            account, validRoom(post.room()), post.nonce(), post.text(), post.replyTo(), post.files())
                    .map(posted -> new ServerFrame.Posted(
                            post.ref(), post.room(), posted.seq(), posted.revision(), posted.at()));
        }
        if (frame instanceof ClientFrame.Edit edit) {
            account.mustBe(edit.account());
            return messages.edit(account, validRoom(edit.room()), edit.seq(), edit.text(), edit.files())
                    .map(edited -> new ServerFrame.Done(edit.ref(), edited.revision()));
        }
        if (frame instanceof ClientFrame.Delete delete) {
            return messages.delete(account, validRoom(delete.room()), delete.seq())
                    .map(deleted -> new ServerFrame.Done(delete.ref(), deleted.revision()));
        }
        if (frame instanceof ClientFrame.React react) {
            return messages.react(account, validRoom(react.room()), react.seq(), react.emoji(), react.on())
                    .map(reacted -> new ServerFrame.Done(react.ref(), reacted.revision()));
        }
        if (frame instanceof ClientFrame.Read read) {
            return read(account, read).then(Mono.empty());
        }
        return frame instanceof ClientFrame.Typing typing ? typing(connection, typing) : Mono.empty();
    }

    private Mono<Void> read(Account account, ClientFrame.Read read) {
        return receipts.read(validRoom(read.room()), account, read.seq(), read.movesBack());
    }

    private Mono<ServerFrame> typing(Connection connection, ClientFrame.Typing typing) {
        if (!connection.rooms().contains(typing.room())) {
            return Mono.error(Refusal.of(Code.NOT_OPEN, "Open the room first."));
        }
        if (connection.mayTypeNow()) {
            hub.broadcast(typing.room(), new Signal.Typing(connection.username()));
        }
        return Mono.empty();
    }

    private static String validRoom(String room) {
        if (!RoomId.isValid(room)) {
            throw RoomId.notFound();
        }
        return room;
    }
}
