package chat.parley.faults;

import java.util.ArrayList;
import java.util.List;

/** Compares the histories of clients with each other and with the stored state, independently of how they came about. */
final class Checker {

    private Checker() {}

    /** Returns all violations in a room without webhooks; empty if every promise was kept. */
    static List<Violation> check(List<History> histories, Stored stored) {
        return check(histories, List.of(), stored);
    }

    /** @param webhooks what the receivers of all webhooks were sent */
    static List<Violation> check(List<History> histories, List<WebhookHistory> webhooks, Stored stored) {
        List<Violation> found = new ArrayList<>();
        ViolationReport report = ViolationReport.into(found);
        new PostsCheck(stored, report).check(histories);
        new NumbersCheck(stored, report).check();
        new AgreementCheck(stored, report).check(histories, webhooks);
        new FilesCheck(stored, report).check(histories);
        new RemovalCheck(stored.room(), report).check(histories);
        histories.forEach(history -> new ReplayCheck(history, stored, report).check());
        histories.forEach(history -> new ReadingCheck(history, stored, report).check());
        webhooks.stream()
                .filter(webhook -> webhook.room().equals(stored.room()))
                .forEach(webhook -> new WebhookCheck(webhook, stored, report).check());
        return found;
    }
}
