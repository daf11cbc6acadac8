package chat.parley.message;

import chat.parley.http.Refusal;
import chat.parley.text.RgiEmoji;
import org.jspecify.annotations.Nullable;

/** Validates a reaction: one emoji that Unicode recommends for general interchange (RGI), or one custom emoji. */
final class Emoji {

    private Emoji() {}

    /** Returns the stored form of an emoji: with the emoji presentation selector where Unicode requires it. */
    static String of(@Nullable String raw) {
        if (raw == null) {
            throw invalid();
        }
        return CustomEmoji.isOne(raw) ? raw : RgiEmoji.of(raw).orElseThrow(Emoji::invalid);
    }

    static Refusal invalid() {
        return Refusal.field("emoji", "invalid", "A reaction must be a single emoji.");
    }
}
