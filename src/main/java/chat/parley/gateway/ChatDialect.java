package chat.parley.gateway;

import chat.parley.hub.Signal;
import chat.parley.hub.Span;
import chat.parley.roomlog.MessageState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code /ws/chat/{name}/}: new messages, and the whole list of users whenever it changes. */
@Component
class ChatDialect implements SeedDialect {

    private final NewMessages messages;
    private final Frames frames;

    ChatDialect(NewMessages messages, Frames frames) {
        this.messages = messages;
        this.frames = frames;
    }

    @Override
    public List<byte[]> encode(String room, Span span) {
        return messages.in(span)
                .map(message -> frames.encode(NewMessage.of(message)))
                .toList();
    }

    @Override
    public List<byte[]> encode(String room, Signal signal) {
        return signal instanceof Signal.Online online ? users(online.names()) : List.of();
    }

    @Override
    public List<byte[]> users(Collection<String> names) {
        return List.of(frames.encode(new UserList("user_list", names)));
    }

    record NewMessage(String type, String message, String userName, long seq, long revision, Instant at) {

        static NewMessage of(MessageState state) {
            return new NewMessage(
                    "new_message",
                    String.valueOf(state.text()),
                    state.author(),
                    state.seq(),
                    state.revision(),
                    state.at());
        }
    }

    record UserList(String type, Collection<String> users) {}
}
