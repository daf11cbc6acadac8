package chat.parley.gateway;

import chat.parley.hub.Dialect;
import chat.parley.hub.RevisionRange;
import chat.parley.hub.Signal;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.EncodedChange;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * The {@code parley.v1} form of a room's events. Reuses a change's JSON as the log encoded it. In a change of the room
 * itself, the room's state is in the field {@code state}, because {@code room} contains the room's id.
 */
@Component
class ParleyDialect implements Dialect {

    private final FrameCodec frames;

    ParleyDialect(FrameCodec frames) {
        this.frames = frames;
    }

    @Override
    public List<byte[]> encode(String room, RevisionRange range) {
        return List.of(range.isLive() ? encodeChange(room, range.entries().get(0)) : encodeChanges(room, range));
    }

    /** {@code {"type":"changed","room":…,"revision":…,"message":{…}}}. */
    private static byte[] encodeChange(String room, EncodedChange entry) {
        String field = ChangeCodec.field(entry.kind());
        String name = entry.kind() == EncodedChange.Kind.ROOM ? "state" : field;
        Bytes bytes = new Bytes()
                .text("{\"type\":\"changed\",\"room\":\"" + room + "\",\"revision\":" + entry.revision() + ",\""
                        + name);
        int start = 2 + field.length();
        return bytes.part(entry.json(), start, entry.json().length - start).toByteArray();
    }

    /** {@code {"type":"changes","room":…,"after":…,"revision":…,"changes":[…]}}. */
    private static byte[] encodeChanges(String room, RevisionRange range) {
        Bytes bytes = new Bytes()
                .text("{\"type\":\"changes\",\"room\":\"" + room + "\",\"after\":" + range.after() + ",\"revision\":"
                        + range.revision() + ",\"changes\":[");
        String separator = "";
        for (EncodedChange entry : range.entries()) {
            bytes.text(separator).part(entry.json(), 0, entry.json().length);
            separator = ",";
        }
        return bytes.text("]}").toByteArray();
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

    /** Returns an {@code online} frame for a client that missed changes: {@code names} replaces the client's list. */
    byte[] encodeEveryone(String room, List<String> names) {
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

    /** Concatenates encoded parts. */
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

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
