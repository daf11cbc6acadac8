package chat.parley.blob;

import chat.parley.blob.Damage.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Finds bytes in the store that have no row. */
@Component
class StoredInspection implements Inspection {

    private static final int PAGE = 1000;

    private final DatabaseClient database;
    private final BlobStore store;

    StoredInspection(DatabaseClient database, BlobStore store) {
        this.database = database;
        this.store = store;
    }

    @Override
    public Subject subject() {
        return Subject.STORED;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return store.list(after, PAGE)
                .collectList()
                .flatMap(ids -> unknown(ids)
                        .flatMap(unknown -> unknown.isEmpty() ? Mono.just(unknown) : stillThere(unknown, after))
                        .map(unknown -> new Page(
                                unknown.stream()
                                        .map(id -> Damage.ofBlob(Kind.ROW_MISSING, id))
                                        .toList(),
                                ids.size(),
                                0,
                                ids.size() < PAGE ? null : ids.get(PAGE - 1))));
    }

    private Mono<List<String>> unknown(List<String> ids) {
        return database.sql("select id from blob where id = any(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collect(HashSet<String>::new, Set::add)
                .map(known -> ids.stream().filter(id -> !known.contains(id)).toList());
    }

    /** Bytes are removed before their row, so they may have been removed between the two statements. */
    private Mono<List<String>> stillThere(List<String> unknown, String after) {
        return store.list(after, PAGE).filter(unknown::contains).collectList();
    }
}
