package chat.parley.roomlog;

import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.RoomState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        return encode(change, null);
    }

    /** @param notice the notice that reports the change; null if there is none */
    EncodedChange encode(Change change, @Nullable NoticeState notice) {
        EncodedChange.Kind kind = kind(change);
        // The order matters: frames for clients are built from the encoded form
        Map<String, Change> fields = new LinkedHashMap<>();
        fields.put(field(kind), change);
        if (notice != null) {
            fields.put(field(notice), notice);
        }
        return new EncodedChange(change.revision(), kind, json.writeValueAsBytes(fields));
    }

    /** Decodes a change; signals are rejected. */
    public Change decode(EncodedChange entry) {
        JsonNode row = json.readTree(entry.json()).path(field(entry.kind()));
        Class<? extends Change> type = switch (entry.kind()) {
            case MESSAGE -> MessageState.class;
            case MEMBER -> MemberState.class;
            case ROOM -> RoomState.class;
            case NOTICE -> NoticeState.class;
            case SIGNAL -> throw new IllegalArgumentException("A signal is no change");
        };
        return json.treeToValue(row, type);
    }

    private static EncodedChange.Kind kind(Change change) {
        if (change instanceof MessageState) {
            return EncodedChange.Kind.MESSAGE;
        }
        if (change instanceof MemberState) {
            return EncodedChange.Kind.MEMBER;
        }
        return change instanceof NoticeState ? EncodedChange.Kind.NOTICE : EncodedChange.Kind.ROOM;
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
            case NOTICE -> "notice";
            case SIGNAL -> "signal";
        };
    }
}
