package chat.parley.faults;

import chat.parley.faults.Violation.Kind;
import chat.parley.faults.WebhookHistory.Delivery;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks that a receiver was sent every change at least once, in order, and that the pages that it accepted lead to the
 * state of a fresh read.
 */
final class WebhookCheck {

    private final WebhookHistory webhook;
    private final Stored stored;
    private final ViolationReport report;
    private final Map<String, Long> revisions = new HashMap<>();
    private final Map<String, Row> heldRows = new HashMap<>();
    private long revision;

    WebhookCheck(WebhookHistory webhook, Stored stored, ViolationReport report) {
        this.webhook = webhook;
        this.stored = stored;
        this.report = report.about("The webhook of " + webhook.room());
        this.revision = webhook.start();
    }

    void check() {
        webhook.deliveries().forEach(this::receive);
        Map<String, Row> shown = new HashMap<>();
        // Webhooks are sent no notices
        stored.shown().stream().filter(row -> !row.isNotice()).forEach(row -> shown.put(row.key(), row));
        shown.values().stream()
                .filter(row -> row.revision() > webhook.start() && !row.equals(heldRows.get(row.key())))
                .forEach(row -> report.add(
                        Kind.UNDELIVERED, "accepted " + heldRows.get(row.key()) + ", and the server shows " + row));
        heldRows.values().stream()
                .filter(row -> !shown.containsKey(row.key()) && (row.seq().isPresent() || row.joined()))
                .forEach(row -> report.add(Kind.STALE, "accepted " + row + ", which does not exist"));
    }

    private void receive(Delivery delivery) {
        if (!delivery.signed()) {
            report.add(Kind.UNSIGNED, "was sent " + delivery.id() + " without a valid signature");
        }
        Long former = revisions.putIfAbsent(delivery.id(), delivery.revision());
        if (former != null && former != delivery.revision()) {
            report.add(
                    Kind.MISNUMBERED, "was sent " + delivery.id() + " up to " + former + " and " + delivery.revision());
        }
        if (former == null && delivery.revision() <= revision) {
            report.add(Kind.REORDERED, "was at " + revision + " and was sent " + delivery.id() + " for the first time");
        }
        delivery.rows().stream()
                .filter(row -> row.revision() <= delivery.after() || row.revision() > delivery.revision())
                .forEach(row -> report.add(Kind.REORDERED, "was sent " + row + " after " + delivery.after()));
        revision = Math.max(revision, delivery.revision());
        if (delivery.accepted()) {
            delivery.rows().forEach(row -> heldRows.merge(row.key(), row, WebhookCheck::newer));
        }
    }

    private static Row newer(Row held, Row incoming) {
        return incoming.revision() > held.revision() ? incoming : held;
    }
}
