package chat.parley.account;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores what accounts say about themselves. A status ends by the clock of the database, without being deleted. */
@Repository
public class Statuses {

    /**
     * The columns that {@link #status} reads. The statement must name the table {@code s}; an outer join may find no
     * row.
     */
    public static final String COLUMNS = """
            s.text, s.emoji, s.until, s.do_not_disturb_until,
            case when s.until is null or s.until > current_timestamp then true else false end as shown,
            case when s.do_not_disturb and (s.do_not_disturb_until is null
                or s.do_not_disturb_until > current_timestamp) then true else false end as quiet""";

    private final DatabaseClient database;

    Statuses(DatabaseClient database) {
        this.database = database;
    }

    /** Returns what the account says now. */
    public Mono<Status> of(Account account) {
        return database.sql("select " + COLUMNS + " from account_status s where s.account_id = :account")
                .bind("account", account.id())
                .map(Statuses::status)
                .one()
                .defaultIfEmpty(Status.NONE);
    }

    /**
     * Returns those of the accounts that want no notifications now. Everything that notifies people must query this
     * immediately before it does.
     */
    public Mono<Set<Long>> doNotDisturb(Collection<Long> accounts) {
        return database.sql("""
                        select s.account_id from unnest(cast(:accounts as bigint array)) as k(account_id)
                        join account_status s on s.account_id = k.account_id
                        where s.do_not_disturb
                            and (s.do_not_disturb_until is null or s.do_not_disturb_until > current_timestamp)""")
                .bind("accounts", accounts.toArray(Long[]::new))
                .map(row -> Accounts.required(row, "account_id", Long.class))
                .all()
                .collect(Collectors.toSet());
    }

    /** Replaces what the account says. */
    public Mono<Void> replace(Account account, Status status) {
        return database.sql("""
                        insert into account_status (account_id, do_not_disturb) values (:account, false)
                        on conflict do nothing""").bind("account", account.id()).then().then(Mono.defer(() -> update(account, status)));
    }

    private Mono<Void> update(Account account, Status status) {
        DatabaseClient.GenericExecuteSpec sql =
                database.sql("""
                        update account_status set text = :text, emoji = :emoji, until = :until,
                            do_not_disturb = :quiet, do_not_disturb_until = :quiet_until
                        where account_id = :account""").bind("account", account.id()).bind("quiet", status.doNotDisturb());
        sql = bind(sql, "text", status.text(), String.class);
        sql = bind(sql, "emoji", status.emoji(), String.class);
        sql = bind(sql, "until", status.until(), Instant.class);
        return bind(sql, "quiet_until", status.doNotDisturbUntil(), Instant.class)
                .then();
    }

    private static <T> DatabaseClient.GenericExecuteSpec bind(
            DatabaseClient.GenericExecuteSpec sql, String name, @Nullable T value, Class<T> type) {
        return value == null ? sql.bindNull(name, type) : sql.bind(name, value);
    }

    public Mono<Void> clear(Account account) {
        return database.sql("delete from account_status where account_id = :account")
                .bind("account", account.id())
                .then();
    }

    /** Whether this server has this emoji. */
    public Mono<Boolean> hasEmoji(String name) {
        return database.sql("select 1 from emoji where name = :name")
                .bind("name", name)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    public static Status status(Readable row) {
        boolean shown = Accounts.required(row, "shown", Boolean.class);
        boolean quiet = Accounts.required(row, "quiet", Boolean.class);
        return new Status(
                shown ? row.get("text", String.class) : null,
                shown ? row.get("emoji", String.class) : null,
                shown ? row.get("until", Instant.class) : null,
                quiet,
                quiet ? row.get("do_not_disturb_until", Instant.class) : null);
    }
}
