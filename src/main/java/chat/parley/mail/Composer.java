package chat.parley.mail;

import reactor.core.publisher.Mono;

/** Composes one kind of mail, at the time when it is sent. */
interface Composer {

    /** The kind, as stored in {@link MailJob#composer}; must not change. */
    String name();

    /** Returns the mail; empty if there is no reason left to send it. A repeated call returns an equivalent mail. */
    Mono<OutgoingMail> compose(MailJob job);
}
