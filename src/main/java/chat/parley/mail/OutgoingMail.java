package chat.parley.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail that is ready to be sent.
 *
 * @param id the same in every try, so that a mail program shows a repeated mail once; without the domain
 * @param unsubscribe the URL that ends mails of this kind with one POST (RFC 8058); null if they cannot be ended
 */
record OutgoingMail(
        String id, MailAddress to, Letter letter, @Nullable String unsubscribe) {

    @Override
    public String toString() {
        return "an e-mail";
    }
}
