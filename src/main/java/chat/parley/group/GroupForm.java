package chat.parley.group;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A new group, or a change of one, that a client sends, not validated.
 *
 * @param name null keeps the name
 * @param description null keeps the description
 */
public record GroupForm(@Nullable String name, @Nullable String description) {

    static final int MAX_DESCRIPTION = 200;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Returns the description in its stored form: on one line, in NFC. Empty if there is none. */
    String validDescription() {
        String raw = Objects.requireNonNullElse(description, "");
        String line = SPACES.matcher(ClientText.nfc(MAX_DESCRIPTION, raw))
                .replaceAll(" ")
                .strip();
        if (line.codePointCount(0, line.length()) > MAX_DESCRIPTION) {
            throw Refusal.field(
                    "description", "too_long", "A description can have at most " + MAX_DESCRIPTION + " characters.");
        }
        if (!VisibleText.isLine(line)) {
            throw Refusal.field(
                    "description", "invalid", "The description contains characters that can't be displayed.");
        }
        return VisibleText.showsSomething(line) ? line : "";
    }

    /** Describes the change for the audit log. */
    @Override
    public String toString() {
        return Stream.of(
                        name == null ? null : "name: " + name,
                        description == null ? null : "description: " + description)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }
}
