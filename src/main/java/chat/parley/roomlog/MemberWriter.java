package chat.parley.roomlog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores new members, any number in one statement, and changes to members row by row. */
@Component
class MemberWriter {

    /** For members without a ban or leaving time: the arrays cannot hold nulls. */
    private static final String INSERT_JOINED = """
            insert into member (room_id, account_id, role, read_seq, read_revision, revision, joined_at, display_name,
                avatar_id, disabled)
            select k.room_id, k.account_id, k.role, k.read_seq, k.revision, k.revision, :now, k.display_name,
                nullif(k.avatar_id, ''), k.disabled
            from unnest(cast(:rooms as varchar array), cast(:accounts as bigint array), cast(:roles as varchar array),
                cast(:reads as bigint array), cast(:revisions as bigint array), cast(:shown as varchar array),
                cast(:avatars as varchar array), cast(:disabled as boolean array))
                as k(room_id, account_id, role, read_seq, revision, display_name, avatar_id, disabled)""";

    private static final String INSERT = """
            insert into member (room_id, account_id, role, read_seq, revision, joined_at, left_at, display_name,
                banned_at, banned_by, ban_reason, avatar_id, disabled)
            values (:room, :account, :role, :read, :revision, :joined, :left, :shown, :banned, :by, :reason, :avatar, :disabled)""";

    /**
     * Keeps the read mark unless the account has joined again, because marks move without the room's lock. Leaving and
     * joining again may be one update.
     */
    private static final String UPDATE = """
            update member set role = :role, revision = :revision,
                read_seq = case when joined_at = :joined then read_seq else greatest(read_seq, :read) end,
                read_revision = case when joined_at = :joined then read_revision else :revision end,
                joined_at = :joined, left_at = :left, display_name = :shown, avatar_id = :avatar, disabled = :disabled,
                banned_at = :banned, banned_by = :by, ban_reason = :reason
            where room_id = :room and account_id = :account""";

    private final DatabaseClient database;

    MemberWriter(DatabaseClient database) {
        this.database = database;
    }

    /** Inserts members whose accounts have no row in the room yet. */
    Mono<Void> insert(List<MemberRow> rows, Instant now) {
        Map<Boolean, List<MemberRow>> byJoined =
                rows.stream().collect(Collectors.partitioningBy(row -> row.joined() && !row.banned()));
        return insertJoined(byJoined.getOrDefault(true, List.of()), now)
                .thenMany(Flux.fromIterable(byJoined.getOrDefault(false, List.of())))
                .concatMap(row -> store(INSERT, row))
                .then();
    }

    Mono<Void> update(List<MemberRow> rows) {
        return Flux.fromIterable(rows).concatMap(row -> store(UPDATE, row)).then();
    }

    private Mono<Void> insertJoined(List<MemberRow> joined, Instant now) {
        if (joined.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(INSERT_JOINED)
                .bind("rooms", column(joined, MemberRow::room).toArray(String[]::new))
                .bind("accounts", column(joined, row -> row.account().id()).toArray(Long[]::new))
                .bind("roles", column(joined, row -> row.role().wire()).toArray(String[]::new))
                .bind("reads", column(joined, MemberRow::readSeq).toArray(Long[]::new))
                .bind("revisions", column(joined, MemberRow::revision).toArray(Long[]::new))
                .bind(
                        "shown",
                        column(joined, row -> row.account().displayName()).toArray(String[]::new))
                .bind(
                        "avatars",
                        column(
                                        joined,
                                        row -> Objects.requireNonNullElse(
                                                row.account().avatar(), ""))
                                .toArray(String[]::new))
                .bind(
                        "disabled",
                        column(joined, row -> row.account().disabled()).toArray(Boolean[]::new))
                .bind("now", now)
                .then();
    }

    private Mono<Void> store(String statement, MemberRow row) {
        GenericExecuteSpec sql = database.sql(statement)
                .bind("room", row.room())
                .bind("account", row.account().id())
                .bind("role", row.role().wire())
                .bind("read", row.readSeq())
                .bind("revision", row.revision())
                .bind("joined", row.joinedAt())
                .bind("shown", row.account().displayName())
                .bind("disabled", row.account().disabled());
        sql = bind(sql, "left", row.leftAt(), Instant.class);
        sql = bind(sql, "avatar", row.account().avatar(), String.class);
        MemberRow.Ban ban = row.ban();
        sql = bind(sql, "banned", ban == null ? null : ban.at(), Instant.class);
        sql = bind(sql, "by", ban == null ? null : ban.by(), Long.class);
        return bind(sql, "reason", ban == null ? null : ban.reason(), String.class)
                .then();
    }

    private static <T> GenericExecuteSpec bind(GenericExecuteSpec sql, String name, @Nullable T value, Class<T> type) {
        return value == null ? sql.bindNull(name, type) : sql.bind(name, value);
    }

    private static <T> List<T> column(List<MemberRow> rows, Function<MemberRow, T> column) {
        return rows.stream().map(column).toList();
    }
}
