package chat.parley.message;

import chat.parley.http.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the list of a message's files. */
final class FileIds {

    static final int MAX_FILES = 10;

    private static final Pattern FORMAT = Pattern.compile("[0-9a-z]{16}");

    private FileIds() {}

    static List<String> of(@Nullable List<String> raw) {
        if (raw == null) {
            return List.of();
        }
        if (raw.size() > MAX_FILES) {
            throw Refusal.field("files", "too_many", "A message can have at most " + MAX_FILES + " files.");
        }
        for (String id : raw) {
            if (id == null || !FORMAT.matcher(id).matches()) {
                throw Refusal.field("files", "invalid", "This is not a valid file id.");
            }
        }
        if (new HashSet<>(raw).size() < raw.size()) {
            throw Refusal.field("files", "duplicate", "A message can have a file only once.");
        }
        return List.copyOf(raw);
    }
}
