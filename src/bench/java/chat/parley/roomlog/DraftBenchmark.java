package chat.parley.roomlog;

import chat.parley.room.RoomAccess;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Deciding and numbering the posts of one transaction; the time is per post. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DraftBenchmark {

    private static final int POSTS = 100;

    private final Instant now = Instant.parse("2026-01-01T12:00:00.123Z");
    private final Actor author = new Actor(7, "mira");
    private final RoomRow room = new RoomRow(
            "r",
            RoomKind.PUBLIC,
            null,
            now,
            new RoomRow.Settings("garden", List.of(), "Garden", "", true),
            null,
            new RoomRow.Counters(1000, 1100, 1),
            null);
    private final MemberRow member = new MemberRow("r", author, Role.MEMBER, 0, 2, now, null, null);
    private final Access access = new RoomAccess();
    private final List<MessageWrite.Post> posts = IntStream.range(0, POSTS)
            .mapToObj(i -> new MessageWrite.Post(author, "nonce-" + i, "A text of the usual length", null))
            .toList();

    @Benchmark
    @OperationsPerInvocation(POSTS)
    public List<Change> decide() {
        RoomDraft draft = new RoomDraft(room);
        draft.members().load(member);
        posts.forEach(post -> draft.apply(post, access, now));
        return draft.changes();
    }
}
