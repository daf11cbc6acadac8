package chat.parley.gateway;

import chat.parley.hub.Dialect;
import chat.parley.hub.Signal;
import chat.parley.hub.Span;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What happens in a room, in {@code parley.v1}. A change's JSON is taken as the log encoded it; the room's own state
 * stands under {@code state} in a frame of its own, because {@code room} is the room's id there.
 */
@Component
class ParleyDialect implements Dialect {

    private final Frames frames;

    ParleyDialect(Frames frames) {
        this.frames = frames;
    }

    @Override
    public List<byte[]> encode(String room, Span span) {
        return List.of(span.live() ? changed(room, span.entries().get(0)) : changes(room, span));
    }

    /** {@code {"type":"changed","room":…,"revision":…,"message":{…}}}. */
    private static byte[] changed(String room, Entry entry) {
        String field = ChangeCodec.field(entry.kind());
        String shown = entry.kind() == Entry.Kind.ROOM ? "state" : field;
        Bytes bytes = new Bytes()
                .text("{\"type\":\"changed\",\"room\":\"" + room + "\",\"revision\":" + entry.revision() + ",\""
                        + shown);
        int row = 2 + field.length();
        return bytes.part(entry.json(), row, entry.json().length - row).done();
    }

    /** {@code {"type":"changes","room":…,"after":…,"revision":…,"changes":[…]}}. */
    private static byte[] changes(String room, Span span) {
        Bytes bytes = new Bytes()
                .text("{\"type\":\"changes\",\"room\":\"" + room + "\",\"after\":" + span.after() + ",\"revision\":"
                        + span.revision() + ",\"changes\":[");
        String separator = "";
        for (Entry entry : span.entries()) {
            bytes.text(separator).part(entry.json(), 0, entry.json().length);
            separator = ",";
        }
        return bytes.text("]}").done();
    }

    @Override
    public List<byte[]> encode(String room, Signal signal) {
        Map<String, Object> frame = new TreeMap<>();
        frame.put("room", room);
        if (signal instanceof Signal.Online online) {
            frame.put("type", "online");
            frame.put("joined", online.joined());
            frame.put("left", online.left());
            frame.put("count", online.names().size());
        } else if (signal instanceof Signal.Typing typing) {
            frame.put("type", "typing");
            frame.put("username", typing.username());
        } else if (signal instanceof Signal.Read read) {
            frame.put("type", "read");
            frame.put("seq", read.seq());
            if (read.movedBack()) {
                frame.put("back", true);
            }
        } else {
            return List.of();
        }
        return List.of(frames.encode(frame));
    }

    /** The form of {@code online} for a client that missed differences: {@code names} takes the place of what it held. */
    byte[] everybody(String room, List<String> names) {
        return frames.encode(Map.of(
                "type",
                "online",
                "room",
                room,
                "joined",
                List.of(),
                "left",
                List.of(),
                "names",
                names,
                "count",
                names.size()));
    }

    /** Joins what is encoded already. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

        Bytes text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Bytes part(byte[] bytes, int from, int length) {
            out.write(bytes, from, length);
            return this;
        }

        byte[] done() {
            return out.toByteArray();
        }
    }
}
