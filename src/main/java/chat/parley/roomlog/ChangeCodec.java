package chat.parley.roomlog;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes to and from their wire form. */
@Component
public class ChangeCodec {

    private final JsonMapper json;

    /** What clients leave out is refused elsewhere; what a node leaves out ({@code deleted}) is false. */
    public ChangeCodec(JsonMapper json) {
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    public Entry encode(Change change) {
        Entry.Kind kind = kind(change);
        return new Entry(change.revision(), kind, json.writeValueAsBytes(Map.of(field(kind), change)));
    }

    /** The change of an entry that is no signal. */
    public Change decode(Entry entry) {
        JsonNode row = json.readTree(entry.json()).path(field(entry.kind()));
        Class<? extends Change> type = switch (entry.kind()) {
            case MESSAGE -> MessageState.class;
            case MEMBER -> MemberState.class;
            case ROOM -> RoomState.class;
            case SIGNAL -> throw new IllegalArgumentException("A signal is no change");
        };
        return json.treeToValue(row, type);
    }

    private static Entry.Kind kind(Change change) {
        if (change instanceof MessageState) {
            return Entry.Kind.MESSAGE;
        }
        return change instanceof MemberState ? Entry.Kind.MEMBER : Entry.Kind.ROOM;
    }

    /** The name under which a change stands on the wire. */
    public static String field(Change change) {
        return field(kind(change));
    }

    /** The name under which a kind of row stands in a change, on the socket and in HTTP alike. */
    public static String field(Entry.Kind kind) {
        return switch (kind) {
            case MESSAGE -> "message";
            case MEMBER -> "member";
            case ROOM -> "room";
            case SIGNAL -> "signal";
        };
    }
}
