package chat.parley.message;

import chat.parley.http.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of a nonce: 1 to 64 printable ASCII characters, which every database compares alike. */
final class Nonce {

    private static final Pattern FORM = Pattern.compile("[ -~]{1,64}");

    private Nonce() {}

    static String of(@Nullable String raw) {
        if (raw == null) {
            throw Refusal.field("nonce", "required", "A post needs a nonce.");
        }
        if (!FORM.matcher(raw).matches()) {
            throw Refusal.field("nonce", "invalid", "A nonce has 1 to 64 printable ASCII characters.");
        }
        return raw;
    }
}
