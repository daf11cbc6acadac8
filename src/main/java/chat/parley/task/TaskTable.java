package chat.parley.task;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code task}. All times are by the database's clock. */
@Repository
class TaskTable {

    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String IS_DUE = "due <= " + NOW + " and (lease_until is null or lease_until < " + NOW + ")";

    private static final String INSERT = "insert into task (kind, \"key\", due, body, host, account_id)"
            + " values (:kind, :key, " + NOW + " + :delay, :body, :host, :account) on conflict do nothing";

    private static final String DUE_KINDS = "select k.kind from unnest(cast(:kinds as varchar array)) as k(kind)"
            + " where exists (select 1 from task t where t.kind = k.kind and " + IS_DUE + ")";

    private static final String DUE = "select id from task where kind = :kind and " + IS_DUE
            + " and (host is null or not (host = any(:hosts)))"
            + " and (account_id is null or not (account_id = any(:accounts)))"
            + " order by kind, due, id limit :limit for update skip locked";

    /** Repeats the condition: a row may have been claimed between the snapshot of the query and its lock. */
    private static final String CLAIM = "update task set owner = :owner, tries = tries + 1, lease_until = " + NOW
            + " + :lease where id = any(:ids) and " + IS_DUE;

    private static final String RENEW =
            "update task set lease_until = " + NOW + " + :lease where owner = :owner and id = any(:ids)";

    /** A node that was frozen may have lost the task, even to a later try of its own. */
    private static final String OWNED = " where id = :id and owner = :owner and tries = :tries";

    private static final String DONE =
            "update task set due = null, owner = null, lease_until = null, body = null, last_error = null,"
                    + " done_at = " + NOW + OWNED;

    private static final String POSTPONE =
            "update task set due = " + NOW + " + :delay, owner = null, lease_until = null, last_error = :error" + OWNED;

    private static final String LEAVE = "update task set due = " + NOW
            + " + :delay, owner = null, lease_until = null, tries = tries - 1, last_error = :error" + OWNED;

    private static final String FAIL =
            "update task set due = null, owner = null, lease_until = null, last_error = :error, failed_at = " + NOW
                    + OWNED;

    private static final String RELEASE =
            "update task set owner = null, lease_until = null, tries = tries - 1 where owner = :owner";

    private static final String RETRY =
            "update task set due = " + NOW + ", failed_at = null, tries = 0 where id = :id and failed_at is not null";

    private static final String RETRY_BY_KEY = "update task set due = " + NOW
            + " + :delay, failed_at = null, tries = 0, body = :body where \"key\" = :key and failed_at is not null";

    private static final String DELETE = "delete from task where \"key\" = :key";

    private static final String FAILED = "select id, kind, \"key\", tries, last_error, failed_at from task"
            + " where failed_at is not null and id < :before order by id desc limit :limit";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    TaskTable(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /** Emits whether the key was new. */
    Mono<Boolean> insert(String kind, String key, Duration delay, String body, @Nullable TaskTarget target) {
        return isChanged(database.sql(INSERT)
                .bind("kind", kind)
                .bind("key", key)
                .bind("delay", delay.toMillis())
                .bind("body", body)
                .bind("host", Parameter.fromOrEmpty(target == null ? null : target.host(), String.class))
                .bind("account", Parameter.fromOrEmpty(target == null ? null : target.account(), Long.class)));
    }

    /** Returns those of the kinds that have a task to run. */
    Flux<String> dueKinds(Collection<String> kinds) {
        return database.sql(DUE_KINDS)
                .bind("kinds", kinds.toArray(String[]::new))
                .map(row -> required(row, "kind", String.class))
                .all();
    }

    /**
     * Claims up to {@code limit} tasks, those that have been due longest, and returns them in this order.
     *
     * @param excluded tasks of these groups are left out
     */
    Mono<List<Task>> claim(String kind, int limit, Set<String> excluded, String owner, Duration lease) {
        return database.sql(DUE)
                .bind("kind", kind)
                .bind("hosts", TaskGroups.hosts(excluded))
                .bind("accounts", TaskGroups.accounts(excluded))
                .bind("limit", limit)
                .map(row -> required(row, "id", Long.class))
                .all()
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .flatMap(ids -> update(ids, owner, lease)
                        .sort(Comparator.comparing(task -> ids.indexOf(task.id())))
                        .collectList())
                .as(transaction::transactional);
    }

    private Flux<Task> update(List<Long> ids, String owner, Duration lease) {
        return database.sql(CLAIM)
                .filter(statement ->
                        statement.returnGeneratedValues("id", "kind", "key", "body", "tries", "host", "account_id"))
                .bind("owner", owner)
                .bind("lease", lease.toMillis())
                .bind("ids", ids.toArray(Long[]::new))
                .map(TaskTable::task)
                .all();
    }

    /** Renews the leases of tasks, and returns the ids of those that still belong to the owner. */
    Mono<List<Long>> renew(Collection<Long> ids, String owner, Duration lease) {
        return database.sql(RENEW)
                .filter(statement -> statement.returnGeneratedValues("id"))
                .bind("owner", owner)
                .bind("lease", lease.toMillis())
                .bind("ids", ids.toArray(Long[]::new))
                .map(row -> required(row, "id", Long.class))
                .all()
                .collectList();
    }

    /** Emits whether the task still belonged to the owner; so do the next three. */
    Mono<Boolean> done(Task task, String owner) {
        return isChanged(owned(DONE, task, owner));
    }

    Mono<Boolean> postpone(Task task, String owner, Duration delay, String error) {
        return isChanged(
                owned(POSTPONE, task, owner).bind("delay", delay.toMillis()).bind("error", error));
    }

    /** Postpones a task as if it had not been tried. */
    Mono<Boolean> leave(Task task, String owner, Duration delay, String error) {
        return isChanged(
                owned(LEAVE, task, owner).bind("delay", delay.toMillis()).bind("error", error));
    }

    Mono<Boolean> fail(Task task, String owner, String error) {
        return isChanged(owned(FAIL, task, owner).bind("error", error));
    }

    /** Leaves the unfinished tasks of a node to other nodes, as if it had not tried them. */
    Mono<Void> release(String owner) {
        return database.sql(RELEASE).bind("owner", owner).then();
    }

    Mono<Boolean> retry(long id) {
        return isChanged(database.sql(RETRY).bind("id", id));
    }

    /** Emits whether there was a task with this key that was given up. */
    Mono<Boolean> retry(String key, Duration delay, String body) {
        return isChanged(database.sql(RETRY_BY_KEY)
                .bind("key", key)
                .bind("delay", delay.toMillis())
                .bind("body", body));
    }

    Mono<Void> delete(String key) {
        return database.sql(DELETE).bind("key", key).then();
    }

    Flux<FailedTask> failed(long before, int limit) {
        return database.sql(FAILED)
                .bind("before", before)
                .bind("limit", limit)
                .map(TaskTable::failedTask)
                .all();
    }

    private DatabaseClient.GenericExecuteSpec owned(String sql, Task task, String owner) {
        return database.sql(sql).bind("id", task.id()).bind("owner", owner).bind("tries", task.tries());
    }

    private static Mono<Boolean> isChanged(DatabaseClient.GenericExecuteSpec sql) {
        return sql.fetch().rowsUpdated().map(rows -> rows > 0);
    }

    private static Task task(Readable row) {
        return new Task(
                required(row, "id", Long.class),
                required(row, "kind", String.class),
                required(row, "key", String.class),
                required(row, "body", String.class),
                required(row, "tries", Integer.class),
                TaskGroups.of(row.get("host", String.class), row.get("account_id", Long.class)));
    }

    private static FailedTask failedTask(Readable row) {
        return new FailedTask(
                required(row, "id", Long.class),
                required(row, "kind", String.class),
                required(row, "key", String.class),
                required(row, "tries", Integer.class),
                required(row, "last_error", String.class),
                Instant.ofEpochMilli(required(row, "failed_at", Long.class)));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
