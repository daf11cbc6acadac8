package chat.parley.file;

import chat.parley.text.VisibleText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/**
 * Sanitizes file names: no paths, no invisible or misleading characters, at most {@link #MAX_LENGTH} characters, with
 * the extension kept.
 */
final class FileName {

    static final int MAX_LENGTH = 200;
    private static final int MAX_EXTENSION_LENGTH = 12;
    private static final String DEFAULT_NAME = "file";

    private FileName() {}

    /** Returns the sanitized name in a {@code Content-Disposition} (RFC 6266; {@code filename*}: RFC 8187). */
    static String of(@Nullable String disposition) {
        try {
            String name = disposition == null || disposition.isBlank()
                    ? null
                    : ContentDisposition.parse(disposition).getFilename();
            return safe(name == null ? "" : name);
        } catch (IllegalArgumentException malformed) {
            return DEFAULT_NAME;
        }
    }

    static String safe(String raw) {
        String last = raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
        StringBuilder name = new StringBuilder();
        last.codePoints().filter(FileName::isPlain).forEach(name::appendCodePoint);
        String trimmed = name.toString().strip();
        while (trimmed.startsWith(".")) {
            trimmed = trimmed.substring(1).strip();
        }
        return trimmed.isEmpty() || !VisibleText.showsSomething(trimmed) ? DEFAULT_NAME : shortened(trimmed);
    }

    /**
     * Excludes control, format (such as bidi), private, unassigned and lone surrogate characters, and line separators.
     */
    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> character == '\u200C' || character == '\u200D';
            default -> true;
        };
    }

    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= MAX_EXTENSION_LENGTH ? name.substring(dot) : "";
        int kept = MAX_LENGTH - extension.codePointCount(0, extension.length());
        return name.substring(0, name.offsetByCodePoints(0, kept)) + extension;
    }

    /** Returns the {@code Content-Disposition} of a download. */
    static String disposition(String name, boolean inline) {
        return (inline ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
