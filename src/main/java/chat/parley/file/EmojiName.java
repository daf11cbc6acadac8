package chat.parley.file;

import chat.parley.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Validates the names of custom emoji, which must differ from those of the emoji that every page knows. */
final class EmojiName {

    private static final Pattern FORMAT = Pattern.compile("[a-z0-9_-]{2,32}");
    private static final Set<String> STANDARD = standard();

    private EmojiName() {}

    /** Loads the standard names, so that the first upload does not read their file on an event loop. */
    static void load() {
        isStandard("");
    }

    static boolean isValid(String name) {
        return FORMAT.matcher(name).matches();
    }

    private static boolean isStandard(String name) {
        return STANDARD.contains(name);
    }

    static String ofNew(String name) {
        if (!isValid(name)) {
            throw Refusal.field("name", "invalid", "A name must have 2 to 32 of the characters a-z, 0-9, _ and -.");
        }
        if (isStandard(name)) {
            throw Refusal.field("name", "taken", "A standard emoji already has this name.");
        }
        return name;
    }

    private static Set<String> standard() {
        try (InputStream names = EmojiName.class.getResourceAsStream("/standard-emoji.txt")) {
            return new String(Objects.requireNonNull(names).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
