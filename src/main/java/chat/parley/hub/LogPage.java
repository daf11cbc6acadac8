package chat.parley.hub;

import chat.parley.roomlog.Change;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.Entry;
import chat.parley.roomlog.MemberState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page of the log, encoded once for everybody who stands somewhere within it. Not thread-safe. */
final class LogPage {

    private final String room;
    private final long revision;
    private final List<Entry> entries = new ArrayList<>();
    private final List<MemberState> removals = new ArrayList<>();
    private final Map<String, MemberState> members = new HashMap<>();
    private final Map<Long, List<Span>> spans = new HashMap<>();

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

    /** Where whoever applies it stands. */
    long revision() {
        return revision;
    }

    /** How an account belongs to the room now; null when that did not change here. */
    @Nullable
    MemberState member(String username) {
        return members.get(username);
    }

    /** What follows a position, in spans cut after each removal so that a removed reader can stop exactly there. */
    List<Span> after(long position) {
        return spans.computeIfAbsent(position, this::cut);
    }

    private List<Span> cut(long position) {
        List<Span> cut = new ArrayList<>();
        long from = position;
        for (MemberState removal : removals) {
            if (removal.revision() > from) {
                cut.add(span(from, removal.revision()));
                from = removal.revision();
            }
        }
        if (revision > from) {
            cut.add(span(from, revision));
        }
        return cut;
    }

    private Span span(long from, long to) {
        return new Span(
                room,
                from,
                to,
                entries.stream()
                        .filter(entry -> entry.revision() > from && entry.revision() <= to)
                        .toList());
    }
}
