package chat.parley.roomlog;

import chat.parley.database.RowReader;
import chat.parley.egress.Egress;
import chat.parley.task.TaskTarget;
import chat.parley.task.Tasks;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores the consequences of changed links, in the transaction of the message's change: the tasks that fetch previews,
 * and which pictures are kept.
 */
@Component
public class PreviewWriter implements DraftWriter {

    private static final String KEYS = """
            (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array),
                cast(:numbers as integer array)) as x(room_id, seq, number))""";

    private static final String ADD = """
            insert into preview_picture (room_id, seq, number, blob_id, type, bytes, hash)
            values (:room, :seq, :number, :blob, :type, :bytes, :hash)""";

    private static final String KEEP = "update blob set bytes = :bytes, hash = :hash, expires_at = null where id = :id";

    /** The bytes are kept for a while, because downloads and backups may be in progress. */
    private static final String EXPIRE = """
            update blob set expires_at = :expires where id in (
                select p.blob_id from %s k join preview_picture p
                    on p.room_id = k.room_id and p.seq = k.seq and p.number = k.number)""".formatted(KEYS);

    private static final String REMOVE = """
            merge into preview_picture p using %s k
                on (p.room_id = k.room_id and p.seq = k.seq and p.number = k.number)
            when matched then delete""".formatted(KEYS);

    private static final String LEFT_BY_DELETION = """
            select p.room_id, p.seq, p.number from preview_picture p
            join deletion d on d.room_id = p.room_id and d.seq = p.seq limit :limit""";

    private final DatabaseClient database;
    private final Tasks tasks;
    private final LinkPreviewProperties properties;

    PreviewWriter(DatabaseClient database, Tasks tasks, LinkPreviewProperties properties) {
        this.database = database;
        this.tasks = tasks;
        this.properties = properties;
    }

    @Override
    public Mono<Void> write(List<RoomDraft> drafts, Instant now) {
        return each(drafts, PreviewDraft::requests, this::schedule)
                .then(each(drafts, PreviewDraft::added, this::add))
                .then(Mono.defer(() -> remove(all(drafts, PreviewDraft::removed), now)));
    }

    private Mono<Boolean> schedule(PreviewDraft.Request request) {
        if (!properties.enabled()) {
            return Mono.empty();
        }
        PreviewTask task = new PreviewTask(request.room(), request.seq(), request.editedAt(), request.url());
        TaskTarget target = new TaskTarget(Egress.host(request.url()).orElse(""), request.author());
        return tasks.schedule(PreviewTask.KIND, task.key(), Duration.ZERO, task.body(), target);
    }

    private Mono<Void> add(PreviewDraft.Picture picture) {
        PreviewBlob blob = Objects.requireNonNull(picture.blob());
        return database.sql(ADD)
                .bind("room", picture.room())
                .bind("seq", picture.seq())
                .bind("number", picture.number())
                .bind("blob", blob.id())
                .bind("type", blob.type())
                .bind("bytes", blob.bytes())
                .bind("hash", blob.hash())
                .then()
                .then(database.sql(KEEP)
                        .bind("id", blob.id())
                        .bind("bytes", blob.bytes())
                        .bind("hash", blob.hash())
                        .then());
    }

    private Mono<Void> remove(List<PreviewDraft.Picture> pictures, Instant now) {
        return pictures.isEmpty()
                ? Mono.empty()
                : keyed(EXPIRE, pictures)
                        .bind("expires", now.plus(1, ChronoUnit.DAYS))
                        .then()
                        .then(keyed(REMOVE, pictures).then());
    }

    /**
     * Removes pictures of messages that a node of an older version has deleted. Must be called in a transaction.
     *
     * @return the number of removed pictures, at most {@code limit}
     */
    public Mono<Integer> removeLeft(int limit, Instant now) {
        return database.sql(LEFT_BY_DELETION)
                .bind("limit", limit)
                .map(PreviewWriter::picture)
                .all()
                .collectList()
                .flatMap(left -> remove(left, now).thenReturn(left.size()));
    }

    private static PreviewDraft.Picture picture(Readable row) {
        RowReader columns = new RowReader(row);
        return new PreviewDraft.Picture(columns.text(), columns.number(), columns.integer(), null);
    }

    private DatabaseClient.GenericExecuteSpec keyed(String sql, List<PreviewDraft.Picture> pictures) {
        return database.sql(sql)
                .bind("rooms", pictures.stream().map(PreviewDraft.Picture::room).toArray(String[]::new))
                .bind("seqs", pictures.stream().map(PreviewDraft.Picture::seq).toArray(Long[]::new))
                .bind(
                        "numbers",
                        pictures.stream().map(PreviewDraft.Picture::number).toArray(Integer[]::new));
    }

    private static <T> Mono<Void> each(
            List<RoomDraft> drafts, Function<PreviewDraft, List<T>> selector, Function<T, Mono<?>> store) {
        return Flux.fromIterable(all(drafts, selector)).concatMap(store::apply).then();
    }

    private static <T> List<T> all(List<RoomDraft> drafts, Function<PreviewDraft, List<T>> selector) {
        return drafts.stream()
                .map(draft -> draft.messages().previews())
                .map(selector)
                .flatMap(List::stream)
                .toList();
    }
}
