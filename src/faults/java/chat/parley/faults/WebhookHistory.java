package chat.parley.faults;

import java.util.List;

/**
 * The requests that the receiver of a room's webhook was sent, in order of arrival.
 *
 * @param start the revision after which changes are sent
 */
record WebhookHistory(String room, long start, List<Delivery> deliveries) {

    /**
     * One request, with all changes in (after, revision].
     *
     * @param id the value of {@code Webhook-Id}
     * @param signed whether the signature is valid
     * @param accepted whether the receiver answered with 2xx, so that the next page may follow
     */
    record Delivery(String id, long after, long revision, List<Row> rows, boolean signed, boolean accepted) {}
}
