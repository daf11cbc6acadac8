package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The AsyncAPI document, and a check of real frames against it. */
final class AsyncApi {

    private final JsonNode document = Documents.read(Documents.SOCKETS);
    private final Set<String> seen = new TreeSet<>();

    /** The messages of a channel in one direction: {@code receive} for frames to the server, {@code send} for frames from it. */
    Set<String> messages(String channel, String action) {
        Set<String> messages = new TreeSet<>();
        document.path("operations")
                .valueStream()
                .filter(operation -> channel(operation).equals(channel))
                .forEach(operation -> {
                    if (operation.path("action").asString().equals(action)) {
                        add(messages, operation);
                    } else {
                        add(messages, operation.path("reply"));
                    }
                });
        return messages;
    }

    private static void add(Set<String> messages, JsonNode operation) {
        operation
                .path("messages")
                .valueStream()
                .map(message -> last(message.path("$ref").asString()))
                .forEach(messages::add);
    }

    List<String> addresses() {
        return document.path("channels")
                .valueStream()
                .map(channel -> channel.path("address").asString())
                .toList();
    }

    Set<String> channels() {
        return Set.copyOf(document.path("channels").propertyNames());
    }

    /** All messages that a channel lists. */
    Set<String> listed(String channel) {
        return new TreeSet<>(document.at("/channels/" + channel + "/messages").propertyNames());
    }

    /** The messages that were checked. */
    Set<String> seen() {
        return seen;
    }

    /** Fails unless the document allows this frame in this direction. */
    void check(String channel, String action, JsonNode frame) {
        List<String> fitting = messages(channel, action).stream()
                .filter(message -> isNamed(message, frame))
                .toList();
        assertThat(fitting).as("%s on %s: %s", action, channel, frame).hasSize(1);
        String message = fitting.get(0);
        assertThat(Documents.faults(
                        Documents.SOCKETS, Documents.pointer("components", "messages", message, "payload"), frame))
                .as("%s", frame)
                .isEmpty();
        seen.add(message);
    }

    /** Whether a message describes the frame, by its type if it has one. */
    private boolean isNamed(String message, JsonNode frame) {
        String type = document.at(
                        Documents.pointer("components", "messages", message, "payload", "properties", "type", "const"))
                .asString("");
        return type.equals(frame.path("type").asString(""));
    }

    private static String channel(JsonNode operation) {
        return last(operation.path("channel").path("$ref").asString());
    }

    private static String last(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
