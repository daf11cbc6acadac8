package chat.parley.invite;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores the invites of this installation. A revoked, expired or used-up invite is treated as absent. */
@Repository
class Invites {

    private static final String COLUMNS = """
            i.id, i.room_id, i.created_at, i.expires_at, i.uses, i.used,
            i.registers and (select a.admin from account a where a.id = i.created_by) as registers,
            (select a.username from account a where a.id = i.created_by) as made_by""";

    private static final String CURRENT = "i.revoked_at is null and (i.expires_at is null or i.expires_at > :now)";

    private static final String UNUSED = "(i.uses is null or i.used < i.uses)";

    /** An invite is valid only while its creator may create it: as an administrator, or as a moderator of the room. */
    private static final String BACKED = """
            exists (select 1 from account a where a.id = i.created_by and a.disabled_at is null
                and (a.admin or exists (select 1 from member m
                    where m.room_id = i.room_id and m.account_id = a.id and m.left_at is null
                    and m.role in ('owner', 'moderator'))))""";

    private static final String ADMITTED = """
            exists (select 1 from invite_admission x where x.invite_id = i.id and x.account_id = :account)""";

    private static final String INSERT = """
            insert into invite (room_id, token_hash, registers, created_by, created_at, expires_at, uses, used)
            values (:room, :hash, :registers, :by, :now, :expires, :uses, 0)""";

    private final DatabaseClient database;
    private final Clock clock;

    Invites(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @return the id of the invite */
    Mono<Long> create(String hash, long account, Invite invite) {
        GenericExecuteSpec sql = database.sql(INSERT)
                .bind("hash", hash)
                .bind("registers", invite.registers())
                .bind("by", account)
                .bind("now", invite.createdAt());
        sql = bind(sql, "room", invite.room(), String.class);
        sql = bind(sql, "expires", invite.expiresAt(), Instant.class);
        return bind(sql, "uses", invite.uses(), Integer.class)
                .filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> Objects.requireNonNull(row.get("id", Long.class)))
                .one();
    }

    /** Returns current invites of a room, or of the installation, that are not used up, newest first. */
    Mono<List<Invite>> list(@Nullable String room, long before, int limit) {
        GenericExecuteSpec sql = database.sql("select " + COLUMNS + " from invite i where " + CURRENT + " and " + UNUSED
                        + " and i.id < :before and " + (room == null ? "i.room_id is null" : "i.room_id = :room")
                        + " order by i.id desc limit :limit")
                .bind("before", before)
                .bind("now", clock.instant())
                .bind("limit", limit);
        return (room == null ? sql : sql.bind("room", room))
                .map(Invites::invite)
                .all()
                .collectList();
    }

    /**
     * Finds a valid invite; empty if there is none.
     *
     * @param account an account that may have been created with a use of the invite; 0 for none
     */
    Mono<Invite> find(String hash, long account) {
        return database.sql("select " + COLUMNS + " from invite i where i.token_hash = :hash and " + CURRENT + " and "
                        + BACKED + " and (" + UNUSED + " or " + ADMITTED + ")")
                .bind("hash", hash)
                .bind("account", account)
                .bind("now", clock.instant())
                .map(Invites::invite)
                .one();
    }

    /** Counts a use; false if none is left. */
    Mono<Boolean> use(long id) {
        return database.sql("update invite i set used = used + 1 where i.id = :id and " + CURRENT + " and " + UNUSED)
                .bind("id", id)
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Stores that the account was created with a use of the invite. */
    Mono<Void> storeAdmission(long id, long account) {
        return admission("insert into invite_admission (invite_id, account_id) values (:id, :account)", id, account)
                .then();
    }

    Mono<Void> removeAdmission(long id, long account) {
        return admission("delete from invite_admission where invite_id = :id and account_id = :account", id, account)
                .then();
    }

    Mono<Boolean> isAdmitted(long id, long account) {
        return admission("select 1 from invite_admission where invite_id = :id and account_id = :account", id, account)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    private GenericExecuteSpec admission(String sql, long id, long account) {
        return database.sql(sql).bind("id", id).bind("account", account);
    }

    /** Gives back a use after joining was refused. */
    Mono<Void> giveBack(long id) {
        return database.sql("update invite set used = used - 1 where id = :id and used > 0")
                .bind("id", id)
                .then();
    }

    /** Revokes an invite; idempotent. False if the invite does not belong to the room or installation. */
    Mono<Boolean> revoke(long id, @Nullable String room) {
        GenericExecuteSpec sql = database.sql("update invite set revoked_at = :now where id = :id and "
                        + (room == null ? "room_id is null" : "room_id = :room"))
                .bind("now", clock.instant())
                .bind("id", id);
        return (room == null ? sql : sql.bind("room", room))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static <T> GenericExecuteSpec bind(GenericExecuteSpec sql, String name, @Nullable T value, Class<T> type) {
        return value == null ? sql.bindNull(name, type) : sql.bind(name, value);
    }

    private static Invite invite(Readable row) {
        return new Invite(
                required(row, "id", Long.class),
                row.get("room_id", String.class),
                required(row, "registers", Boolean.class),
                required(row, "made_by", String.class),
                required(row, "created_at", Instant.class),
                row.get("expires_at", Instant.class),
                row.get("uses", Integer.class),
                required(row, "used", Integer.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
