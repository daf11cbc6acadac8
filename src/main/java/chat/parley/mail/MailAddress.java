package chat.parley.mail;

import chat.parley.http.Refusal;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address: an unquoted ASCII local part and a domain (RFC 5321, 4.1.2). The domain may be internationalized;
 * mail is sent to its ASCII form (RFC 5891). Addresses that need SMTPUTF8 or quotes are not accepted.
 *
 * @param text as entered, without surrounding spaces
 * @param ascii for the mail server
 */
record MailAddress(String text, String ascii) {

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    /** Returns the address; empty if the text is not one. */
    static Optional<MailAddress> find(String entered) {
        String text = entered.strip();
        int at = text.indexOf('@');
        if (at < 0 || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = asciiDomain(text.substring(at + 1));
        String ascii = local + "@" + domain;
        boolean valid = local.length() <= MAX_LOCAL_LENGTH
                && LOCAL.matcher(local).matches()
                && DOMAIN.matcher(domain).matches()
                && ascii.length() <= MAX_LENGTH;
        return valid ? Optional.of(new MailAddress(text, ascii)) : Optional.empty();
    }

    /** @throws Refusal for the field {@code address} if the text is not an address */
    static MailAddress required(@Nullable String entered) {
        if (entered == null || entered.isBlank()) {
            throw Refusal.field("address", "required", "Enter an e-mail address.");
        }
        return find(entered).orElseThrow(() -> Refusal.field("address", "invalid", "This isn't an e-mail address."));
    }

    /** Returns a key that is equal for all spellings that reach the same mailbox in practice. */
    String key() {
        return ascii.toLowerCase(Locale.ROOT);
    }

    /** An invalid domain yields an empty text, which is not a domain. */
    private static String asciiDomain(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
