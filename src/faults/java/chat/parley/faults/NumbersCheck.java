package chat.parley.faults;

import chat.parley.faults.Stored.Message;
import chat.parley.faults.Violation.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** Checks that messages are numbered from 1 without holes, and that no change is beyond the room's counters. */
final class NumbersCheck {

    private final Stored stored;
    private final ViolationReport report;

    NumbersCheck(Stored stored, ViolationReport report) {
        this.stored = stored;
        this.report = report;
    }

    void check() {
        List<Long> seqs = stored.messages().stream().map(Message::seq).sorted().toList();
        if (!seqs.equals(LongStream.rangeClosed(1, stored.lastSeq()).boxed().toList())) {
            report.add(Kind.MISNUMBERED, seqs.size() + " messages of " + stored.lastSeq() + " in " + stored.room());
        }
        Set<Long> revisions = new HashSet<>();
        for (Message message : stored.messages()) {
            if (message.revision() > stored.revision() || !revisions.add(message.revision())) {
                report.add(Kind.MISNUMBERED, message + " in a room at " + stored.revision());
            }
        }
    }
}
