package chat.parley.file;

import chat.parley.blob.Damage;
import chat.parley.blob.Damage.Kind;
import chat.parley.blob.Inspection;
import io.r2dbc.spi.Readable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the files that messages refer to with the rows of files. */
@Component
class MessageInspection implements Inspection {

    private static final int PAGE = 2000;
    private static final JsonMapper JSON = new JsonMapper();

    private static final String SELECT = """
            select room_id, seq, case when deleted_at is null then files end from message where\s""";

    private final DatabaseClient database;

    MessageInspection(DatabaseClient database) {
        this.database = database;
    }

    private record Row(String room, long seq, @Nullable String files) {

        static Row of(Readable row) {
            return new Row(
                    Objects.requireNonNull(row.get(0, String.class)),
                    Objects.requireNonNull(row.get(1, Long.class)),
                    row.get(2, String.class));
        }

        String key() {
            return room + "/" + seq;
        }

        Flux<Reference> references() {
            return files == null || files.isEmpty()
                    ? Flux.empty()
                    : Flux.fromStream(() -> JSON.readTree(files).valueStream())
                            .map(file -> file.path("id"))
                            .map(JsonNode::asString)
                            .map(id -> new Reference(id, room, seq));
        }
    }

    /** A reference of a message to a file. */
    private record Reference(String id, String room, long seq) {}

    @Override
    public Subject subject() {
        return Subject.MESSAGES;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return rows(after)
                .flatMap(rows -> Flux.fromIterable(rows)
                        .concatMap(Row::references)
                        .collectList()
                        .flatMap(this::damages)
                        .map(damages -> new Page(
                                damages,
                                rows.size(),
                                0,
                                rows.size() < PAGE ? null : rows.get(PAGE - 1).key())));
    }

    /** Reads in the order of the primary key, with conditions for which both databases use its index. */
    private Mono<List<Row>> rows(String after) {
        int slash = after.indexOf('/');
        String room = slash < 0 ? "" : after.substring(0, slash);
        long seq = slash < 0 ? 0 : Long.parseLong(after, slash + 1, after.length(), 10);
        Flux<Row> sameRoom = database.sql(SELECT + "room_id = :room and seq > :seq order by seq limit :limit")
                .bind("room", room)
                .bind("seq", seq)
                .bind("limit", PAGE)
                .map(Row::of)
                .all();
        Flux<Row> laterRooms = database.sql(SELECT + "room_id > :room order by room_id, seq limit :limit")
                .bind("room", room)
                .bind("limit", PAGE)
                .map(Row::of)
                .all();
        return sameRoom.concatWith(laterRooms).take(PAGE).collectList();
    }

    private Mono<List<Damage>> damages(List<Reference> references) {
        return references.isEmpty()
                ? Mono.just(List.of())
                : existing(references)
                        .flatMap(existing -> Flux.fromIterable(references)
                                .filter(one -> !existing.contains(one))
                                .filterWhen(this::isStillMissing, 1)
                                .map(one -> new Damage(Kind.FILE_MISSING, null, one.id(), one.room(), one.seq()))
                                .collectList());
    }

    private Mono<Set<Reference>> existing(List<Reference> references) {
        return database.sql("select id, room_id, seq from file where id = any(:ids) and seq is not null")
                .bind("ids", references.stream().map(Reference::id).toArray(String[]::new))
                .map(row -> new Reference(
                        Objects.requireNonNull(row.get(0, String.class)),
                        Objects.requireNonNull(row.get(1, String.class)),
                        Objects.requireNonNull(row.get(2, Long.class))))
                .all()
                .collect(HashSet::new, Set::add);
    }

    /** The message may have lost the file between the two statements. */
    private Mono<Boolean> isStillMissing(Reference file) {
        return database.sql("""
                        select m.seq from message m
                        where m.room_id = :room and m.seq = :seq and m.deleted_at is null
                            and position('"id":"' || :id || '"' in m.files) > 0
                            and not exists (select 1 from file f
                                where f.id = :id and f.room_id = m.room_id and f.seq = m.seq)""")
                .bind("room", file.room())
                .bind("seq", file.seq())
                .bind("id", file.id())
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }
}
