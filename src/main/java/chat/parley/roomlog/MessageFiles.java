package chat.parley.roomlog;

import chat.parley.roomlog.state.FileState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final TypeReference<Map<String, String>> ALTS = new TypeReference<>() {};

    MessageFiles {
        all = List.copyOf(all);
    }

    /**
     * Decodes the columns.
     *
     * @param alts descriptions by the ids of their files; possibly of files that the message no longer has
     */
    static MessageFiles of(@Nullable String stored, @Nullable String alts) {
        if (stored == null || stored.isEmpty()) {
            return NONE;
        }
        List<FileState> files = JSON.readValue(stored, TYPE);
        if (alts == null || alts.isEmpty()) {
            return new MessageFiles(files);
        }
        Map<String, String> byId = JSON.readValue(alts, ALTS);
        return new MessageFiles(
                files.stream().map(file -> file.described(byId.get(file.id()))).toList());
    }

    /** Encodes the column of the files, without their descriptions; empty if there are no files. */
    String stored() {
        return all.isEmpty()
                ? ""
                : JSON.writeValueAsString(
                        all.stream().map(file -> file.described(null)).toList());
    }

    /** Encodes the column of the descriptions; empty if there are none. */
    String storedAlts() {
        Map<String, String> byId = new TreeMap<>();
        for (FileState file : all) {
            String alt = file.alt();
            if (alt != null) {
                byId.put(file.id(), alt);
            }
        }
        return byId.isEmpty() ? "" : JSON.writeValueAsString(byId);
    }

    /** Returns the file with this id; null if the message has no such file. */
    @Nullable
    FileState find(String id) {
        return all.stream().filter(file -> file.id().equals(id)).findFirst().orElse(null);
    }

    /** Returns these files with another description of one of them; null for none. */
    MessageFiles described(String id, @Nullable String alt) {
        return new MessageFiles(all.stream()
                .map(file -> file.id().equals(id) ? file.described(alt) : file)
                .toList());
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
