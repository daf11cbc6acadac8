package chat.parley.hub;

import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MemberState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of the log, encoded once for all cursors whose positions it covers. Not thread-safe. */
final class LogPage {

    private final String room;
    private final long revision;
    private final List<EncodedChange> entries = new ArrayList<>();
    private final List<MemberState> removals = new ArrayList<>();
    private final Map<String, MemberState> members = new HashMap<>();
    private final Map<Long, List<RevisionRange>> rangesByPosition = new HashMap<>();

    LogPage(String room, Changes.Page page, ChangeCodec codec) {
        this.room = room;
        this.revision = page.revision();
        for (Change change : page.changes()) {
            entries.add(codec.encode(change));
            if (change instanceof MemberState member) {
                members.put(member.username(), member);
                if (!member.joined()) {
                    removals.add(member);
                }
            }
        }
    }

    /** Returns the revision that a client holds after applying the page. */
    long revision() {
        return revision;
    }

    /** Returns an account's membership; null if this page does not change it. */
    @Nullable
    MemberState member(String username) {
        return members.get(username);
    }

    /**
     * Returns the changes after a position, split after each removal, so that delivery to a removed account can stop
     * exactly there.
     */
    List<RevisionRange> after(long position) {
        return rangesByPosition.computeIfAbsent(position, this::split);
    }

    private List<RevisionRange> split(long position) {
        List<RevisionRange> ranges = new ArrayList<>();
        long from = position;
        for (MemberState removal : removals) {
            if (removal.revision() > from) {
                ranges.add(range(from, removal.revision()));
                from = removal.revision();
            }
        }
        if (revision > from) {
            ranges.add(range(from, revision));
        }
        return ranges;
    }

    private RevisionRange range(long from, long to) {
        return new RevisionRange(
                room,
                from,
                to,
                entries.stream()
                        .filter(entry -> entry.revision() > from && entry.revision() <= to)
                        .toList());
    }
}
