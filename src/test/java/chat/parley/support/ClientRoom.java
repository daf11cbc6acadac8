package chat.parley.support;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client's copy of a room: its revision and the newest row states, updated by the rules of the protocol. A violation
 * of these rules, above all a gap, fails immediately.
 */
public final class ClientRoom {

    private final TreeMap<Long, JsonNode> messages = new TreeMap<>();
    private final TreeMap<String, JsonNode> members = new TreeMap<>();
    private final TreeMap<Long, JsonNode> notices = new TreeMap<>();
    private long revision = -1;
    private long firstSeq;
    private @Nullable String title;

    /** Applies an {@code opened} frame; a page that was requested without {@code after}, or a reset, replaces everything. */
    public void opened(JsonNode opened, boolean fresh) {
        if (fresh || opened.get("reset").asBoolean()) {
            messages.clear();
            members.clear();
            notices.clear();
            title = null;
            firstSeq = opened.get("messages").isEmpty()
                    ? opened.get("last_seq").asLong() + 1
                    : opened.get("messages").get(0).get("seq").asLong();
        } else if (opened.get("revision").asLong() < revision) {
            throw new AssertionError("Resumed at " + revision + " and was sent back: " + opened);
        }
        opened.get("messages").forEach(this::message);
        opened.get("members").forEach(this::member);
        opened.get("notices").forEach(this::notice);
        title = opened.get("state").get("title").asString();
        revision = opened.get("revision").asLong();
    }

    /** Applies a frame of the room; ignores other frames. */
    public void apply(JsonNode frame) {
        long newest = frame.path("revision").asLong();
        switch (frame.path("type").asString()) {
            case "changed" -> {
                if (newest > revision) {
                    isNext(newest - 1, frame);
                    change(frame);
                    revision = newest;
                }
            }
            case "changes" -> {
                if (newest > revision) {
                    isNext(frame.get("after").asLong(), frame);
                    frame.get("changes").forEach(this::change);
                    revision = newest;
                }
            }
            default -> {}
        }
    }

    private void isNext(long after, JsonNode frame) {
        if (after > revision) {
            throw new AssertionError("A gap: the client stands at " + revision + " and was sent " + frame);
        }
    }

    private void change(JsonNode change) {
        if (change.has("message")) {
            message(change.get("message"));
        } else if (change.has("member")) {
            member(change.get("member"));
        } else if (change.has("state")
                || change.has("room") && change.get("room").isObject()) {
            title = (change.has("state") ? change.get("state") : change.get("room"))
                    .get("title")
                    .asString();
        }
        if (change.has("notice")) {
            notice(change.get("notice"));
        }
    }

    private void notice(JsonNode row) {
        newest(notices, row.get("seq").asLong(), row);
    }

    private void message(JsonNode row) {
        newest(messages, row.get("seq").asLong(), row);
    }

    private void member(JsonNode row) {
        newest(members, row.get("username").asString(), row);
    }

    private static <K> void newest(Map<K, JsonNode> rows, K key, JsonNode row) {
        rows.merge(
                key,
                row,
                (existing, incoming) -> incoming.get("revision").asLong()
                                > existing.get("revision").asLong()
                        ? incoming
                        : existing);
    }

    public long revision() {
        return revision;
    }

    /** The first seq from which the client holds all messages; of older ones it holds those that changed. */
    public long firstSeq() {
        return firstSeq;
    }

    public TreeMap<Long, JsonNode> messages() {
        return messages;
    }

    public TreeMap<String, JsonNode> members() {
        return members;
    }

    /** The notice after each message, by the number of the message. */
    public TreeMap<Long, JsonNode> notices() {
        return notices;
    }

    public @Nullable String title() {
        return title;
    }
}
