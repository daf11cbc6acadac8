package chat.parley.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Media types that are recognised by the first bytes of a file, regardless of the declared type. */
final class FileSignature {

    /** The number of bytes that the rules inspect, at most. */
    static final int LENGTH = 64;

    /** Types that browsers render without running code. */
    private static final Set<String> SHOWN = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/avif",
            "audio/mpeg",
            "audio/ogg",
            "audio/wav",
            "audio/flac",
            "audio/mp4",
            "video/mp4",
            "video/ogg",
            "video/webm");

    private record Rule(int at, String bytes, String type) {

        boolean matches(String head) {
            return head.startsWith(bytes, at);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            new Rule(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Rule(0, "GIF87a", "image/gif"),
            new Rule(0, "GIF89a", "image/gif"),
            new Rule(8, "WEBPVP8", "image/webp"),
            new Rule(4, "ftypavif", "image/avif"),
            new Rule(4, "ftypM4A", "audio/mp4"),
            new Rule(4, "ftypqt", "video/quicktime"),
            new Rule(4, "ftyphei", "image/heic"),
            new Rule(4, "ftypmif1", "image/heic"),
            new Rule(4, "ftyp", "video/mp4"),
            new Rule(0, "\u001aE\u00df\u00a3", "video/webm"),
            new Rule(8, "WAVEfmt ", "audio/wav"),
            new Rule(0, "fLaC", "audio/flac"),
            new Rule(28, "\u0001vorbis", "audio/ogg"),
            new Rule(28, "OpusHead", "audio/ogg"),
            new Rule(28, "\u007fFLAC", "audio/ogg"),
            new Rule(0, "OggS", "video/ogg"),
            new Rule(0, "ID3", "audio/mpeg"),
            new Rule(0, "\u00ff\u00fb", "audio/mpeg"),
            new Rule(0, "\u00ff\u00f3", "audio/mpeg"),
            new Rule(0, "\u00ff\u00f2", "audio/mpeg"),
            new Rule(0, "%PDF-", "application/pdf"));

    private FileSignature() {}

    /** Returns the type of a file by its first bytes; null if no rule matches. */
    static @Nullable String of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return RULES.stream()
                .filter(rule -> rule.matches(text))
                .map(Rule::type)
                .findFirst()
                .orElse(null);
    }

    /** Returns whether a page may render the type. All other types are only downloaded. */
    static boolean isShown(String type) {
        return SHOWN.contains(type);
    }
}
