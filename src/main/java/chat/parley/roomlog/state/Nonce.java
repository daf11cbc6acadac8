package chat.parley.roomlog.state;

import chat.parley.http.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates nonces: 1 to 64 printable ASCII characters, which all databases compare in the same way. */
public final class Nonce {

    private static final Pattern FORMAT = Pattern.compile("[ -~]{1,64}");

    private Nonce() {}

    public static String of(@Nullable String raw) {
        if (raw == null) {
            throw Refusal.field("nonce", "required", "A post must have a nonce.");
        }
        if (!FORMAT.matcher(raw).matches()) {
            throw Refusal.field("nonce", "invalid", "A nonce must have 1 to 64 printable ASCII characters.");
        }
        return raw;
    }
}
