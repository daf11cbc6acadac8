package chat.parley.roomlog;

import reactor.core.publisher.Mono;

/** Stores a post without files, links or mentions in a transaction of its own. */
interface PostWriter {

    /**
     * Stores the message, the room's counters and the author's read mark, provided that the room is at the revision
     * and the seq before the message's and not locked, and that the author is not disabled.
     *
     * @return whether they were stored, once they are committed. False if nothing has changed, for example because the
     *     nonce exists already. After an error the outcome is unknown
     */
    Mono<Boolean> write(MessageRow message);
}
