package chat.parley.roomlog;

import reactor.core.publisher.Mono;

/** Stores a post without files, links or mentions in a transaction of its own. */
interface PostWriter {

    /**
     * Stores the message, the room's counters and the author's read mark, provided that the room is at the revision
     * and the seq before the message's and not locked, that the author is not disabled, and that the database is in
     * the given epoch: the connection may lead to one that has lost commits.
     *
     * @param epoch the epoch in which the room and the author's permissions were read
     * @return whether they were stored, once they are committed. False if nothing has changed, for example because the
     *     nonce exists already. After an error the outcome is unknown
     */
    Mono<Boolean> write(MessageRow message, String epoch);
}
