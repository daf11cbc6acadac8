package chat.parley.roomlog;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.support.ParleyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;

/** A room log on a server's database, as another node would have it; records its notifications. */
final class TestLog implements ChangeListener {

    private final List<Committed> commits = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> seenByOthers = Collections.synchronizedList(new ArrayList<>());
    private final DatabaseClient database;
    private final RoomLog log;

    TestLog(ParleyServer server) {
        this(server, 4, 10_000);
    }

    TestLog(ParleyServer server, int lanes, int capacity) {
        this(server, lanes, capacity, LogNode.TIMEOUT);
    }

    TestLog(ParleyServer server, int lanes, int capacity, Duration timeout) {
        database = server.bean(DatabaseClient.class);
        log = new RoomLog(
                new RoomLogProperties(lanes, capacity, timeout, true),
                server.bean(LogTransaction.class),
                new ChangePublisher(server.bean(ChangeCodec.class), List.of(this), new InMemoryChannelLayer()),
                server.bean(RoomCreation.class),
                server.bean(Epoch.class),
                server.bean(EpochCheck.class),
                server.bean(OutageReporter.class));
    }

    RoomLog log() {
        return log;
    }

    /** Checks immediately, through another connection, whether the notified changes are visible. */
    @Override
    public void committed(String room, Publication publication) {
        List<EncodedChange> entries = publication.entries();
        long newest = entries.get(entries.size() - 1).revision();
        commits.add(new Committed(
                room, entries.stream().map(EncodedChange::revision).toList()));
        database.sql("select revision from room where id = :room")
                .bind("room", room)
                .map(row -> Columns.number(row, "revision"))
                .one()
                .subscribe(seen -> seenByOthers.add(seen - newest));
    }

    List<Committed> commits() {
        return List.copyOf(commits);
    }

    List<Long> revisions(String room) {
        return commits().stream()
                .filter(one -> one.room().equals(room))
                .flatMap(one -> one.revisions().stream())
                .toList();
    }

    /**
     * Returns for each call the revision that another connection read, minus that of its commit; negative if that
     * connection did not see the commit yet.
     */
    List<Long> seenByOthers() {
        return List.copyOf(seenByOthers);
    }

    /** The changes of one transaction in one room. */
    record Committed(String room, List<Long> revisions) {}
}
