package chat.parley.file;

import chat.parley.blob.Damage;
import chat.parley.blob.Damage.Kind;
import chat.parley.blob.Inspection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds kept blobs that no file, profile picture, emoji or preview uses. They would take up space and quota forever.
 */
@Component
class BlobUseInspection implements Inspection {

    /** Each page reads the table of files once, because it has no index over blobs. */
    private static final int PAGE = 5000;

    private final DatabaseClient database;

    BlobUseInspection(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Subject subject() {
        return Subject.USES;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return kept(after)
                .flatMap(ids -> ids.isEmpty()
                        ? Mono.just(new Page(List.of(), 0, 0, null))
                        : unused(ids)
                                .map(damages -> new Page(
                                        damages, ids.size(), 0, ids.size() < PAGE ? null : ids.get(PAGE - 1))));
    }

    private Mono<List<String>> kept(String after) {
        return database.sql("select id from blob where id > :after and expires_at is null order by id limit :limit")
                .bind("after", after)
                .bind("limit", PAGE)
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collectList();
    }

    private Mono<List<Damage>> unused(List<String> ids) {
        return used(ids.get(0), ids.get(ids.size() - 1))
                .flatMap(used -> Flux.fromIterable(ids)
                        .filter(id -> !used.contains(id))
                        .filterWhen(this::isStillUnused, 1)
                        .map(id -> new Damage(Kind.UNUSED, id, null, null, null))
                        .collectList());
    }

    private Mono<Set<String>> used(String first, String last) {
        return database.sql("""
                        select blob_id from file where blob_id between :first and :last
                        union all
                        select preview_id from file where preview_id between :first and :last
                        union all
                        select avatar_id from account where avatar_id between :first and :last
                        union all
                        select picture_id from emoji where picture_id between :first and :last
                        union all
                        select blob_id from preview_picture where blob_id between :first and :last""")
                .bind("first", first)
                .bind("last", last)
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collect(HashSet::new, Set::add);
    }

    /** The file may have been removed between the two statements. */
    private Mono<Boolean> isStillUnused(String id) {
        return database.sql("""
                        select b.id from blob b where b.id = :id and b.expires_at is null
                            and not exists (select 1 from file f where f.blob_id = b.id or f.preview_id = b.id)
                            and not exists (select 1 from account a where a.avatar_id = b.id)
                            and not exists (select 1 from emoji e where e.picture_id = b.id)
                            and not exists (select 1 from preview_picture p where p.blob_id = b.id)""").bind("id", id).map(row -> true).one().defaultIfEmpty(false);
    }
}
