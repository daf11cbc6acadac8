package chat.parley.group;

import chat.parley.account.Account;
import chat.parley.account.AccountSearch;
import chat.parley.account.Accounts;
import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores groups. Transactions lock the installation before a group, an account before its groups, and several groups by
 * their ids, so that they cannot deadlock.
 */
@Repository
class Groups {

    private static final String LIST = """
            select g.name, g.description, g.people, exists (select 1 from account_group_member p
                where p.group_id = g.id and p.account_id = :account) as mine
            from account_group g order by g.name limit :limit""";

    private static final String BY_KEY =
            "select g.id, g.name, g.description, g.people from account_group g where g.name_key = :key";

    private static final String PEOPLE = """
            select a.username, a.display_name, a.avatar_id from account_group_member p
            join account a on a.id = p.account_id
            where p.group_id = :group order by a.username limit :limit""";

    private static final String INSERT = """
            insert into account_group (name, name_key, description, created_at)
            values (:name, :key, :description, :now)""";

    private static final String OF_ACCOUNT = """
            select g.id from account_group g
            where exists (select 1 from account_group_member p where p.group_id = g.id and p.account_id = :account)
            order by g.id for update""";

    private final DatabaseClient database;
    private final Clock clock;

    Groups(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The row of a group. */
    record Stored(long id, String name, String description, long people) {}

    Mono<List<Group>> list(Account account, int limit) {
        return database.sql(LIST)
                .bind("account", account.id())
                .bind("limit", limit)
                .map(row -> new Group(
                        Accounts.required(row, "name", String.class),
                        Accounts.required(row, "description", String.class),
                        Accounts.required(row, "people", Long.class),
                        Accounts.required(row, "mine", Boolean.class)))
                .all()
                .collectList();
    }

    Mono<Long> count() {
        return database.sql("select count(*) as number from account_group")
                .map(row -> Accounts.required(row, "number", Long.class))
                .one();
    }

    Mono<Stored> byKey(String key) {
        return find(BY_KEY, key);
    }

    /** Locks the group's row until the transaction ends. */
    Mono<Stored> lock(String key) {
        return find(BY_KEY + " for update", key);
    }

    private Mono<Stored> find(String sql, String key) {
        return database.sql(sql)
                .bind("key", key)
                .map(row -> new Stored(
                        Accounts.required(row, "id", Long.class),
                        Accounts.required(row, "name", String.class),
                        Accounts.required(row, "description", String.class),
                        Accounts.required(row, "people", Long.class)))
                .one();
    }

    Mono<List<AccountSearch.Found>> people(long group, int limit) {
        return database.sql(PEOPLE)
                .bind("group", group)
                .bind("limit", limit)
                .map(row -> new AccountSearch.Found(
                        Accounts.required(row, "username", String.class),
                        Accounts.required(row, "display_name", String.class),
                        row.get("avatar_id", String.class)))
                .all()
                .collectList();
    }

    Mono<Void> insert(String name, String key, String description) {
        return database.sql(INSERT)
                .bind("name", name)
                .bind("key", key)
                .bind("description", description)
                .bind("now", clock.instant())
                .then();
    }

    Mono<Void> rename(long group, String name, String key) {
        return database.sql("update account_group set name = :name, name_key = :key where id = :group")
                .bind("name", name)
                .bind("key", key)
                .bind("group", group)
                .then();
    }

    Mono<Void> describe(long group, String description) {
        return database.sql("update account_group set description = :description where id = :group")
                .bind("description", description)
                .bind("group", group)
                .then();
    }

    Mono<Void> delete(long group) {
        return database.sql("delete from account_group where id = :group")
                .bind("group", group)
                .then();
    }

    /** Locks the account's row until the transaction ends. Empty if the account is disabled. */
    Mono<Account> lockEnabled(Account account) {
        return database.sql("select a.id from account a where a.id = :account and a.disabled_at is null for update")
                .bind("account", account.id())
                .map(row -> account)
                .one();
    }

    Mono<Boolean> contains(long group, Account account) {
        return database.sql(
                        "select 1 as one from account_group_member where group_id = :group and account_id = :account")
                .bind("group", group)
                .bind("account", account.id())
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Adds an account that is not in the group; the caller has locked the group. */
    Mono<Void> add(long group, Account account) {
        return database.sql("insert into account_group_member (group_id, account_id) values (:group, :account)")
                .bind("group", group)
                .bind("account", account.id())
                .then()
                .then(count(group));
    }

    /** Removes an account from a group; the caller has locked the group. */
    Mono<Void> remove(long group, Account account) {
        return database.sql("delete from account_group_member where group_id = :group and account_id = :account")
                .bind("group", group)
                .bind("account", account.id())
                .then()
                .then(count(group));
    }

    private Mono<Void> count(long group) {
        return database.sql("""
                        update account_group set people =
                            (select count(*) from account_group_member p where p.group_id = :group)
                        where id = :group""").bind("group", group).then();
    }

    /** Locks the groups of an account and returns their ids. */
    Mono<List<Long>> lockOf(Account account) {
        return database.sql(OF_ACCOUNT)
                .bind("account", account.id())
                .map(row -> Accounts.required(row, "id", Long.class))
                .all()
                .collectList();
    }
}
