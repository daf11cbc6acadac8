package chat.parley.roomlog;

import chat.parley.roomlog.state.FileState;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The files of a message, in posting order. */
record MessageFiles(List<FileState> all) {

    static final MessageFiles NONE = new MessageFiles(List.of());

    /** Nodes of later versions may store more properties. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final TypeReference<List<FileState>> TYPE = new TypeReference<>() {};

    MessageFiles {
        all = List.copyOf(all);
    }

    /** Decodes the column. */
    static MessageFiles of(@Nullable String stored) {
        return stored == null || stored.isEmpty() ? NONE : new MessageFiles(JSON.readValue(stored, TYPE));
    }

    /** Encodes the column; empty if there are no files. */
    String stored() {
        return all.isEmpty() ? "" : JSON.writeValueAsString(all);
    }

    List<String> ids() {
        return all.stream().map(FileState::id).toList();
    }

    boolean any() {
        return !all.isEmpty();
    }

    MessageFiles only(List<String> ids) {
        return new MessageFiles(
                all.stream().filter(file -> ids.contains(file.id())).toList());
    }

    /** Returns the ids of the files that are missing from the other list. */
    Stream<String> without(MessageFiles other) {
        return ids().stream().filter(id -> !other.ids().contains(id));
    }
}
