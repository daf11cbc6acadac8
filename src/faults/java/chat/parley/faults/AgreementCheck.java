package chat.parley.faults;

import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Opened;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that a revision is one change, possibly with the notice that reports it, and that all clients and webhooks see
 * the same one.
 */
final class AgreementCheck {

    private final Stored stored;
    private final ViolationReport report;
    private final Map<Long, Row> seen = new HashMap<>();
    private final Map<Long, Row> seenNotices = new HashMap<>();

    AgreementCheck(Stored stored, ViolationReport report) {
        this.stored = stored;
        this.report = report;
    }

    void check(List<History> histories, List<WebhookHistory> webhooks) {
        stored.shown().forEach(row -> compare("the server", row));
        for (History history : histories) {
            history.all(Opened.class, stored.room())
                    .forEach(opened -> opened.rows().forEach(row -> compare(history.account(), row)));
            history.all(Changed.class, stored.room())
                    .forEach(changed -> changed.rows().forEach(row -> compare(history.account(), row)));
        }
        webhooks.stream()
                .filter(webhook -> webhook.room().equals(stored.room()))
                .flatMap(webhook -> webhook.deliveries().stream())
                .forEach(delivery -> delivery.rows().forEach(row -> compare("a webhook", row)));
    }

    private void compare(String account, Row row) {
        Row other = (row.isNotice() ? seenNotices : seen).putIfAbsent(row.revision(), row);
        if (other != null && !other.key().equals(row.key())) {
            report.add(Kind.MISNUMBERED, account + " saw " + row + " and others " + other);
        } else if (other != null && !other.equals(row)) {
            report.add(Kind.DISAGREED, account + " saw " + row + " and others " + other);
        }
    }
}
