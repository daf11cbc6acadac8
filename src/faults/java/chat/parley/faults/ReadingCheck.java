package chat.parley.faults;

import chat.parley.faults.Event.Marked;
import chat.parley.faults.Stored.Mark;
import chat.parley.faults.Violation.Kind;

/** Checks that unread counts match the messages, and that acknowledged read marks are kept. */
final class ReadingCheck {

    private final History history;
    private final Stored stored;
    private final ViolationReport report;

    ReadingCheck(History history, Stored stored, ViolationReport report) {
        this.history = history;
        this.stored = stored;
        this.report = report;
    }

    void check() {
        stored.marks().stream()
                .filter(mark -> mark.account().equals(history.account()))
                .forEach(this::check);
    }

    private void check(Mark mark) {
        long unread = stored.messages().stream()
                .filter(message -> message.seq() > mark.readSeq() && !message.deleted())
                .count();
        if (mark.shown() != unread) {
            report.add(Kind.MISCOUNTED, mark + " in " + stored.room() + ", counted: " + unread);
        }
        history.all(Marked.class, stored.room())
                .filter(marked -> marked.seq() > mark.readSeq())
                .forEach(marked -> report.add(Kind.LOST, marked + " where " + mark));
    }
}
