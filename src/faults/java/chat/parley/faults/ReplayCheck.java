package chat.parley.faults;

import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Opened;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Checks that the changes a client applied have no gaps and never go back, and that they lead to the state of a fresh read. */
final class ReplayCheck {

    private final History history;
    private final Stored stored;
    private final Consumer<Violation> report;
    private final Map<String, Row> heldRows = new HashMap<>();
    private long revision = -1;
    private long firstSeq;

    ReplayCheck(History history, Stored stored, Consumer<Violation> report) {
        this.history = history;
        this.stored = stored;
        this.report = report;
    }

    void check() {
        history.events().stream()
                .filter(event -> event.room().equals(stored.room()))
                .forEach(this::replay);
        if (revision != stored.revision()) {
            tell(Kind.STALE, "stands at " + revision + " of " + stored.revision());
        }
        Map<String, Row> shown = new HashMap<>();
        stored.shown().forEach(row -> shown.put(row.key(), row));
        shown.values().stream().filter(this::mustHold).forEach(row -> {
            if (!row.equals(heldRows.get(row.key()))) {
                tell(Kind.STALE, "holds " + heldRows.get(row.key()) + " where the server shows " + row);
            }
        });
        heldRows.values().stream()
                .filter(row -> row.seq().isPresent() && !shown.containsKey(row.key()))
                .forEach(row -> tell(Kind.STALE, "holds " + row + ", which is not there"));
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
            tell(Kind.REORDERED, "was sent back from " + revision + " to " + opened.revision());
        }
        // A fresh page may contain rows that have changed since; the following changes repeat them
        apply(opened.rows(), opened.revision());
    }

    private void changed(Changed changed) {
        if (changed.after() > revision) {
            tell(Kind.GAP, "stood at " + revision + " and was told what came after " + changed.after());
        }
        if (changed.revision() <= revision) {
            tell(Kind.REORDERED, "stood at " + revision + " and was told of " + changed.revision());
        }
        if (changed.rows().isEmpty() && changed.revision() == changed.after() + 1) {
            tell(Kind.GAP, "was told nothing of " + changed.revision());
        }
        changed.rows().stream()
                .filter(row -> row.revision() <= changed.after() || row.revision() > changed.revision())
                .forEach(row -> tell(Kind.REORDERED, "was told of " + row + " after " + changed.after()));
        apply(changed.rows(), changed.revision());
    }

    private void apply(List<Row> rows, long to) {
        for (Row row : rows) {
            heldRows.merge(row.key(), row, (old, incoming) -> incoming.revision() > old.revision() ? incoming : old);
        }
        revision = to;
    }

    private void tell(Kind kind, String what) {
        report.accept(new Violation(kind, history.account() + " in " + stored.room() + " " + what));
    }
}
