package chat.parley.people;

import chat.parley.account.Accounts;
import chat.parley.node.Node;
import java.util.Collection;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** This node's rows of the table {@code account_presence}. */
@Repository
class AccountPresenceRows {

    /** Further rows are reconciled after these are correct. */
    private static final int MAX_ROWS = 100_000;

    private static final String STORE = """
            merge into account_presence p
            using (select * from unnest(cast(:accounts as bigint array), cast(:active as boolean array))
                as x(account_id, active)) k
            on (p.node_id = :node and p.account_id = k.account_id)
            when matched then update set active = k.active
            when not matched then insert (node_id, account_id, active) values (:node, k.account_id, k.active)""";

    private static final String DELETE = """
            merge into account_presence p
            using (select * from unnest(cast(:accounts as bigint array)) as x(account_id)) k
            on (p.node_id = :node and p.account_id = k.account_id)
            when matched then delete""";

    private final DatabaseClient database;
    private final Node node;

    AccountPresenceRows(DatabaseClient database, Node node) {
        this.database = database;
        this.node = node;
    }

    /** @param active whether somebody is active, by account */
    Mono<Void> store(Map<Long, Boolean> active) {
        return active.isEmpty()
                ? Mono.empty()
                : database.sql(STORE)
                        .bind("accounts", active.keySet().toArray(Long[]::new))
                        .bind("active", active.values().toArray(Boolean[]::new))
                        .bind("node", node.id())
                        .then();
    }

    Mono<Void> delete(Collection<Long> accounts) {
        return accounts.isEmpty()
                ? Mono.empty()
                : database.sql(DELETE)
                        .bind("accounts", accounts.toArray(Long[]::new))
                        .bind("node", node.id())
                        .then();
    }

    /** The number of this node's rows, and of those that are active. */
    record Counts(long all, long active) {}

    Mono<Counts> counts() {
        return database.sql("""
                        select count(*) as everybody, count(case when active then 1 end) as awake
                        from account_presence where node_id = :node""")
                .bind("node", node.id())
                .map(row -> new Counts(
                        Accounts.required(row, "everybody", Long.class), Accounts.required(row, "awake", Long.class)))
                .one();
    }

    /** Returns this node's rows, up to {@link #MAX_ROWS}. */
    Mono<Map<Long, Boolean>> own() {
        return database.sql("select account_id, active from account_presence where node_id = :node limit :limit")
                .bind("node", node.id())
                .bind("limit", MAX_ROWS)
                .map(row -> Map.entry(
                        Accounts.required(row, "account_id", Long.class),
                        Accounts.required(row, "active", Boolean.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
