package chat.parley.roomlog;

import chat.parley.roomlog.state.Pin;
import chat.parley.roomlog.state.RoomName;
import chat.parley.text.Folding;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores the changes in a batch's drafts: frequent kinds (posts, counters) with one statement each, rare kinds row by
 * row.
 */
@Component
class BatchWriter {

    /**
     * A missing {@code reply_to} is sent as 0 and a text deleted in the same batch as '', because the arrays cannot
     * hold nulls.
     */
    private static final String INSERT_MESSAGES = """
            insert into message (room_id, seq, revision, author_id, nonce, text, reply_to, mentions, group_mentions, created_at,
                search_text, search_revision, search_rule)
            select k.room_id, k.seq, k.revision, k.author_id, k.nonce, k.text, nullif(k.reply_to, 0),
                nullif(k.mentions, ''), nullif(k.group_mentions, ''), :now, k.folded, k.revision, :rule
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array), cast(:revisions as bigint array),
                cast(:authors as bigint array), cast(:nonces as varchar array), cast(:texts as varchar array),
                cast(:replies as bigint array), cast(:mentions as varchar array), cast(:groups as varchar array),
                cast(:folded as varchar array))
                as k(room_id, seq, revision, author_id, nonce, text, reply_to, mentions, group_mentions, folded)""";

    private static final String UPDATE_ROOM_COUNTERS = """
            merge into room r
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array),
                cast(:revisions as bigint array)) as x(id, last_seq, revision)) k on (r.id = k.id)
            when matched then update set last_seq = k.last_seq, revision = k.revision""";

    /** Also clears the search columns of older versions, so that nothing of a former text remains. */
    private static final String UPDATE_MESSAGE = """
            update message set revision = :revision, text = :text, edited_at = :edited, deleted_at = :deleted,
                reactions = :reactions, mentions = nullif(:mentions, ''),
                group_mentions = nullif(:groups, ''), files = nullif(:files, ''), alts = nullif(:alts, ''),
                pinned_at = :pinnedAt, pinned_by = :pinnedBy, previews = nullif(:previews, ''),
                search_text = :folded, search_revision = :revision, search_rule = :rule, folded = null, folded_revision = null
            where room_id = :room and seq = :seq""";

    private static final String INSERT_DELETIONS = """
            insert into deletion (room_id, seq)
            select k.room_id, k.seq
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array)) as k(room_id, seq)""";

    private static final String UPDATE_ROOM = """
            update room set name = :name, name_key = coalesce(:key, name_key), title = :title, topic = :topic,
                state_revision = :revision, former_names = :former, previews = :previews,
                archived_at = :archived, owner_id = coalesce(:owner, owner_id)
            where id = :room""";

    private final DatabaseClient database;
    private final List<DraftWriter> writers;
    private final MemberWriter members;
    private final ReadMarkWriter readMarks;
    private final RoomNames names;

    BatchWriter(
            DatabaseClient database,
            List<DraftWriter> writers,
            MemberWriter members,
            ReadMarkWriter readMarks,
            RoomNames names) {
        this.names = names;
        this.database = database;
        this.writers = writers;
        this.members = members;
        this.readMarks = readMarks;
    }

    Mono<Void> write(Collection<RoomDraft> all, Instant now) {
        List<RoomDraft> drafts =
                all.stream().filter(draft -> !draft.changes().isEmpty()).toList();
        if (drafts.isEmpty()) {
            return Mono.empty();
        }
        return insertMessages(rows(drafts, draft -> draft.messages().posted()), now)
                .thenMany(each(rows(drafts, draft -> draft.messages().altered()), this::update))
                .then(insertDeletions(rows(drafts, draft -> draft.messages().deleted())))
                .thenMany(each(writers, writer -> writer.write(drafts, now)))
                .then(members.insert(rows(drafts, draft -> draft.members().joining()), now))
                .then(members.update(rows(drafts, draft -> draft.members().changing())))
                .then(readMarks.advance(rows(drafts, draft -> draft.messages().marks())))
                .then(updateCounters(drafts))
                .thenMany(each(drafts.stream().filter(RoomDraft::roomChanged).toList(), this::update))
                .then();
    }

    private Mono<Void> insertDeletions(List<MessageRow> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(INSERT_DELETIONS)
                        .bind("rooms", texts(rows, MessageRow::room))
                        .bind("seqs", numbers(rows, MessageRow::seq))
                        .then();
    }

    private Mono<Void> insertMessages(List<MessageRow> rows, Instant now) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(INSERT_MESSAGES)
                .bind("rooms", texts(rows, MessageRow::room))
                .bind("seqs", numbers(rows, MessageRow::seq))
                .bind("revisions", numbers(rows, MessageRow::revision))
                .bind("authors", numbers(rows, row -> row.author().id()))
                .bind("nonces", texts(rows, MessageRow::nonce))
                .bind("texts", texts(rows, row -> row.text() == null ? "" : row.text()))
                .bind("replies", numbers(rows, row -> row.replyTo() == null ? 0 : row.replyTo()))
                .bind("mentions", texts(rows, row -> row.mentions().stored()))
                .bind("groups", texts(rows, row -> row.mentions().storedGroups()))
                .bind("folded", texts(rows, row -> row.text() == null ? "" : Folding.fold(row.text())))
                .bind("rule", Folding.RULE)
                .bind("now", now)
                .then();
    }

    private Mono<Void> updateCounters(List<RoomDraft> drafts) {
        List<RoomRow> rooms = drafts.stream().map(RoomDraft::room).toList();
        return database.sql(UPDATE_ROOM_COUNTERS)
                .bind("rooms", texts(rooms, RoomRow::id))
                .bind("seqs", numbers(rooms, RoomRow::lastSeq))
                .bind("revisions", numbers(rooms, RoomRow::revision))
                .then();
    }

    private Mono<Void> update(MessageRow row) {
        GenericExecuteSpec sql = database.sql(UPDATE_MESSAGE)
                .bind("room", row.room())
                .bind("seq", row.seq())
                .bind("revision", row.revision())
                .bind("rule", Folding.RULE);
        sql = bind(sql, "text", row.text(), String.class);
        sql = bind(sql, "folded", row.text() == null ? null : Folding.fold(row.text()), String.class);
        sql = bind(sql, "edited", row.editedAt(), Instant.class);
        sql = bind(sql, "deleted", row.deletedAt(), Instant.class);
        sql = bind(sql, "reactions", row.reactions().stored(), String.class);
        Pin pin = row.pinned();
        sql = bind(sql, "pinnedAt", pin == null ? null : pin.at(), Instant.class);
        sql = bind(sql, "pinnedBy", pin == null ? null : pin.by(), String.class);
        return sql.bind("mentions", row.mentions().stored())
                .bind("groups", row.mentions().storedGroups())
                .bind("files", row.files().stored())
                .bind("alts", row.files().storedAlts())
                .bind("previews", row.previews().stored())
                .then();
    }

    private Mono<Void> update(RoomDraft draft) {
        RoomRow room = draft.room();
        GenericExecuteSpec sql = database.sql(UPDATE_ROOM)
                .bind("room", room.id())
                .bind("title", room.title())
                .bind("topic", room.topic())
                .bind("revision", room.stateRevision())
                .bind("previews", room.previews());
        sql = bind(sql, "name", room.name(), String.class);
        sql = bind(sql, "former", formerNames(room), String.class);
        sql = bind(
                sql,
                "key",
                draft.newName() == null ? null : draft.newName().after().key(),
                String.class);
        sql = bind(sql, "owner", draft.newOwner(), Long.class);
        // The name first, as when a room is created: otherwise the two could deadlock
        return storeNewName(draft)
                .then(bind(sql, "archived", room.archivedAt(), Instant.class).then())
                .onErrorMap(DataIntegrityViolationException.class, violation -> RoomName.taken());
    }

    private Mono<Void> storeNewName(RoomDraft draft) {
        return draft.newName() == null
                ? Mono.empty()
                : names.rename(draft.room().id(), draft.newName());
    }

    private static @Nullable String formerNames(RoomRow room) {
        return room.formerNames().isEmpty() ? null : String.join(",", room.formerNames());
    }

    private static <T> GenericExecuteSpec bind(GenericExecuteSpec sql, String name, @Nullable T value, Class<T> type) {
        return value == null ? sql.bindNull(name, type) : sql.bind(name, value);
    }

    private static <T> Mono<Void> each(List<T> rows, Function<T, Mono<Void>> store) {
        return Flux.fromIterable(rows).concatMap(store).then();
    }

    private static <T> List<T> rows(List<RoomDraft> drafts, Function<RoomDraft, List<T>> selector) {
        return drafts.stream().map(selector).flatMap(List::stream).toList();
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    private static <T> Long[] numbers(List<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }
}
