package chat.parley.gateway;

import chat.parley.hub.Signal;
import chat.parley.hub.Span;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** {@code /ws/notification/{name}/}: new messages and nothing else. */
@Component
class NotificationDialect implements SeedDialect {

    private final NewMessages messages;
    private final Frames frames;

    NotificationDialect(NewMessages messages, Frames frames) {
        this.messages = messages;
        this.frames = frames;
    }

    @Override
    public List<byte[]> encode(String room, Span span) {
        return messages.in(span)
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
