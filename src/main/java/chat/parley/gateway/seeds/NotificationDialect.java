package chat.parley.gateway.seeds;

import chat.parley.gateway.FrameCodec;
import chat.parley.hub.RevisionRange;
import chat.parley.hub.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** {@code /ws/notification/{name}/}: new messages only. */
@Component
public class NotificationDialect implements SeedDialect {

    private final NewMessages messages;
    private final FrameCodec frames;

    NotificationDialect(NewMessages messages, FrameCodec frames) {
        this.messages = messages;
        this.frames = frames;
    }

    @Override
    public List<byte[]> encode(String room, RevisionRange range) {
        return messages.in(range)
                .map(message -> frames.encode(
                        Map.of("message", new Notification(message.author(), String.valueOf(message.text())))))
                .toList();
    }

    @Override
    public List<byte[]> encode(String room, Signal signal) {
        return List.of();
    }

    @Override
    public List<byte[]> users(Collection<String> names) {
        return List.of();
    }

    record Notification(String sender, String message) {}
}
