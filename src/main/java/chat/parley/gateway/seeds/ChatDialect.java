package chat.parley.gateway.seeds;

import chat.parley.gateway.FrameCodec;
import chat.parley.hub.RevisionRange;
import chat.parley.hub.Signal;
import chat.parley.roomlog.state.MessageState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code /ws/chat/{name}/}: new messages, and the complete user list whenever it changes. */
@Component
public class ChatDialect implements SeedDialect {

    private final NewMessages messages;
    private final FrameCodec frames;

    ChatDialect(NewMessages messages, FrameCodec frames) {
        this.messages = messages;
        this.frames = frames;
    }

    @Override
    public List<byte[]> encode(String room, RevisionRange range) {
        return messages.in(range)
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
