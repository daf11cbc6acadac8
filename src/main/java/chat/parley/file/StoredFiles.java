package chat.parley.file;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads and stores rows of files. */
@Repository
class StoredFiles {

    /** Excludes the files of messages that a node of an older version deleted. */
    private static final String SELECT = "select " + StoredFile.COLUMNS + """
             from file f
            left join message m on m.room_id = f.room_id and m.seq = f.seq
            where m.deleted_at is null and\s""";

    private final DatabaseClient database;

    StoredFiles(DatabaseClient database) {
        this.database = database;
    }

    Mono<StoredFile> byId(String id) {
        return database.sql(SELECT + "f.id = :id")
                .bind("id", id)
                .map(StoredFile::of)
                .one();
    }

    Mono<StoredFile> byNonce(String room, long author, String nonce) {
        return database.sql(SELECT + "f.room_id = :room and f.author_id = :author and f.nonce = :nonce")
                .bind("room", room)
                .bind("author", author)
                .bind("nonce", nonce)
                .map(StoredFile::of)
                .one();
    }

    /** Returns the files of earlier messages, newest message first. */
    Mono<List<StoredFile>> posted(String room, long before, int limit) {
        return database.sql(SELECT + """
                        f.room_id = :room and f.seq < :before
                        order by f.room_id desc, f.seq desc, f.id limit :limit""")
                .bind("room", room)
                .bind("before", before)
                .bind("limit", limit)
                .map(StoredFile::of)
                .all()
                .collectList();
    }

    /** Fails with {@link org.springframework.dao.DataIntegrityViolationException} if the nonce is taken. */
    Mono<Void> insert(StoredFile file, Instant expires) {
        GenericExecuteSpec sql = database.sql("""
                        insert into file (id, room_id, author_id, nonce, name, type, bytes, hash, width, height, blob_id,
                            expires_at)
                        values (:id, :room, :author, :nonce, :name, :type, :bytes, :hash, :width, :height, :blob,
                            :expires)""")
                .bind("id", file.state().id())
                .bind("room", file.room())
                .bind("author", file.author())
                .bind("nonce", file.nonce())
                .bind("name", file.state().name())
                .bind("type", file.state().type())
                .bind("bytes", file.state().bytes())
                .bind("hash", file.hash())
                .bind("blob", file.blob())
                .bind("expires", expires);
        sql = bind(sql, "width", file.state().width());
        return bind(sql, "height", file.state().height()).then();
    }

    /** Adds a preview to an unposted file without one. Returns false if there is no such file. */
    Mono<Boolean> addPreview(String id, String blob, String type) {
        return database.sql("""
                        update file set preview_id = :blob, preview_type = :type
                        where id = :id and seq is null and preview_id is null""")
                .bind("id", id)
                .bind("blob", blob)
                .bind("type", type)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Describes an unposted file. Returns false if there is no such file. */
    Mono<Boolean> describe(String id, @Nullable String alt) {
        GenericExecuteSpec sql = database.sql("update file set alt = :alt where id = :id and seq is null")
                .bind("id", id);
        return (alt == null ? sql.bindNull("alt", String.class) : sql.bind("alt", alt))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Locks and returns files that were not posted in time. */
    Mono<List<String>> lockExpired(Instant now, int limit) {
        return ids(database.sql("""
                        select f.id from file f where f.expires_at < :now order by f.expires_at limit :limit
                        for update""").bind("now", now).bind("limit", limit));
    }

    /** Finds files whose message was deleted by a node of an older version. */
    Mono<List<String>> leftByDeletion(int limit) {
        return ids(database.sql("""
                        select f.id from deletion d join file f on f.room_id = d.room_id and f.seq = d.seq limit :limit""").bind("limit", limit));
    }

    private static Mono<List<String>> ids(GenericExecuteSpec sql) {
        return sql.map(row -> String.valueOf(row.get(0, String.class))).all().collectList();
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec sql, String name, @Nullable Integer value) {
        return value == null ? sql.bindNull(name, Integer.class) : sql.bind(name, value);
    }
}
