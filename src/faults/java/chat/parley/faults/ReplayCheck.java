package chat.parley.faults;

import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Opened;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that the changes a client applied have no gaps and never go back, and that they lead to the state of a fresh read. */
final class ReplayCheck {

    private final History history;
    private final Stored stored;
    private final ViolationReport report;
    private final Map<String, Row> heldRows = new HashMap<>();
    private long revision = -1;
    private long firstSeq;

    ReplayCheck(History history, Stored stored, ViolationReport report) {
        this.history = history;
        this.stored = stored;
        this.report = report.about(history.account() + " in " + stored.room());
    }

    void check() {
        history.events().stream()
                .filter(event -> event.room().equals(stored.room()))
                .forEach(this::replay);
        if (revision != stored.revision()) {
            report.add(Kind.STALE, "is at revision " + revision + " of " + stored.revision());
        }
        Map<String, Row> shown = new HashMap<>();
        stored.shown().forEach(row -> shown.put(row.key(), row));
        shown.values().stream().filter(this::mustHold).forEach(row -> {
            if (!row.equals(heldRows.get(row.key()))) {
                report.add(Kind.STALE, "holds " + heldRows.get(row.key()) + " where the server shows " + row);
            }
        });
        heldRows.values().stream()
                .filter(row -> row.seq().isPresent() && !shown.containsKey(row.key()))
                .forEach(row -> report.add(Kind.STALE, "holds " + row + ", which does not exist"));
    }

    /** Of messages and notices older than the page it began with, a client knows only those that changed. */
    private boolean mustHold(Row shown) {
        return shown.seq().map(seq -> seq >= firstSeq).orElse(!shown.isNotice()) || heldRows.containsKey(shown.key());
    }

    private void replay(Event event) {
        if (event instanceof Opened opened) {
            opened(opened);
        } else if (event instanceof Changed changed) {
            changed(changed);
        }
    }

    private void opened(Opened opened) {
        if (opened.fresh()) {
            heldRows.clear();
            firstSeq = opened.rows().stream()
                    .flatMap(row -> row.seq().stream())
                    .min(Long::compare)
                    .orElse(opened.lastSeq() + 1);
        } else if (opened.revision() < revision) {
            report.add(Kind.REORDERED, "was sent back from " + revision + " to " + opened.revision());
        }
        // A fresh page may contain rows that have changed since; the following changes repeat them
        apply(opened.rows(), opened.revision());
    }

    private void changed(Changed changed) {
        if (changed.after() > revision) {
            report.add(Kind.GAP, "was at " + revision + " and received what came after " + changed.after());
        }
        if (changed.revision() <= revision) {
            report.add(Kind.REORDERED, "was at " + revision + " and received " + changed.revision());
        }
        if (changed.rows().isEmpty() && changed.revision() == changed.after() + 1) {
            report.add(Kind.GAP, "received nothing for " + changed.revision());
        }
        changed.rows().stream()
                .filter(row -> row.revision() <= changed.after() || row.revision() > changed.revision())
                .forEach(row -> report.add(Kind.REORDERED, "received " + row + " after " + changed.after()));
        apply(changed.rows(), changed.revision());
    }

    private void apply(List<Row> rows, long to) {
        for (Row row : rows) {
            heldRows.merge(row.key(), row, (old, incoming) -> incoming.revision() > old.revision() ? incoming : old);
        }
        revision = to;
    }
}
