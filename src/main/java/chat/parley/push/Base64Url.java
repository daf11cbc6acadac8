package chat.parley.push;

import java.util.Base64;

/** The base64 of RFC 4648, section 5, without padding, as all parts of Web Push use it. */
final class Base64Url {

    private Base64Url() {}

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException if the text has another form; padding is accepted */
    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
