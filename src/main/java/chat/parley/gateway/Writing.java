package chat.parley.gateway;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.message.MessageService;
import chat.parley.room.Reading;
import chat.parley.roomlog.RoomId;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What clients of {@code parley.v1} do to rooms. */
@Component
class Writing {

    private final MessageService messages;
    private final Reading reading;
    private final Hub hub;

    Writing(MessageService messages, Reading reading, Hub hub) {
        this.messages = messages;
        this.reading = reading;
        this.hub = hub;
    }

    /** Queued before this returns, so that the frames of one connection keep their order. Empty for no answer. */
    Mono<ServerFrame> write(Connection connection, ClientFrame frame) {
        Account account = connection.session().account();
        if (frame instanceof ClientFrame.Post post) {
            account.mustBe(post.account());
            return messages.post(account, known(post.room()), post.nonce(), post.text(), post.replyTo())
                    .map(posted -> new ServerFrame.Posted(
                            post.ref(), post.room(), posted.seq(), posted.revision(), posted.at()));
        }
        if (frame instanceof ClientFrame.Edit edit) {
            account.mustBe(edit.account());
            return messages.edit(account, known(edit.room()), edit.seq(), edit.text())
                    .map(edited -> new ServerFrame.Done(edit.ref(), edited.revision()));
        }
        if (frame instanceof ClientFrame.Delete delete) {
            return messages.delete(account, known(delete.room()), delete.seq())
                    .map(deleted -> new ServerFrame.Done(delete.ref(), deleted.revision()));
        }
        if (frame instanceof ClientFrame.React react) {
            return messages.react(account, known(react.room()), react.seq(), react.emoji(), react.on())
                    .map(reacted -> new ServerFrame.Done(react.ref(), reacted.revision()));
        }
        if (frame instanceof ClientFrame.Read read) {
            return read(account, read).then(Mono.empty());
        }
        return frame instanceof ClientFrame.Typing typing ? typing(connection, typing) : Mono.empty();
    }

    private Mono<Void> read(Account account, ClientFrame.Read read) {
        return reading.read(known(read.room()), account, read.seq(), read.movesBack());
    }

    private Mono<ServerFrame> typing(Connection connection, ClientFrame.Typing typing) {
        if (!connection.rooms().contain(typing.room())) {
            return Mono.error(Refusal.of(Code.NOT_OPEN, "Open the room first."));
        }
        if (connection.mayTypeNow()) {
            hub.broadcast(typing.room(), new Signal.Typing(connection.username()));
        }
        return Mono.empty();
    }

    private static String known(String room) {
        if (!RoomId.isValid(room)) {
            throw Refusal.of(Code.ROOM_NOT_FOUND, "There is no such room.");
        }
        return room;
    }
}
