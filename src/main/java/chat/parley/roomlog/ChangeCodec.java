package chat.parley.roomlog;

import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.RoomState;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Encodes changes to JSON and decodes them. */
@Component
public class ChangeCodec {

    private final JsonMapper json;

    /**
     * Missing primitives decode to their defaults, because other nodes omit false values ({@code deleted}). Client
     * input is validated elsewhere.
     */
    public ChangeCodec(JsonMapper json) {
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }

    public EncodedChange encode(Change change) {
        EncodedChange.Kind kind = kind(change);
        return new EncodedChange(change.revision(), kind, json.writeValueAsBytes(Map.of(field(kind), change)));
    }

    /** Decodes a change; signals are rejected. */
    public Change decode(EncodedChange entry) {
        JsonNode row = json.readTree(entry.json()).path(field(entry.kind()));
        Class<? extends Change> type = switch (entry.kind()) {
            case MESSAGE -> MessageState.class;
            case MEMBER -> MemberState.class;
            case ROOM -> RoomState.class;
            case SIGNAL -> throw new IllegalArgumentException("A signal is no change");
        };
        return json.treeToValue(row, type);
    }

    private static EncodedChange.Kind kind(Change change) {
        if (change instanceof MessageState) {
            return EncodedChange.Kind.MESSAGE;
        }
        return change instanceof MemberState ? EncodedChange.Kind.MEMBER : EncodedChange.Kind.ROOM;
    }

    /** Returns the JSON field that holds a change. */
    public static String field(Change change) {
        return field(kind(change));
    }

    /** Returns the JSON field that holds a changed row of this kind, the same on the socket and in HTTP. */
    public static String field(EncodedChange.Kind kind) {
        return switch (kind) {
            case MESSAGE -> "message";
            case MEMBER -> "member";
            case ROOM -> "room";
            case SIGNAL -> "signal";
        };
    }
}
