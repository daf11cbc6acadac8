package chat.parley.account;

import chat.parley.http.Refusal;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stores the accounts of this installation. */
@Repository
public class Accounts {

    /** The columns that {@link #account} reads. The statement must name the table {@code a}. */
    public static final String COLUMNS = "a.id, a.username, a.display_name, a.avatar_id, a.kind, a.admin";

    private static final String BY_KEY = " from account a where a.username_key = :key";

    /** Usernames and names of groups share a namespace. */
    private static final String TAKEN = """
            select 1 as taken from account a where a.username_key = any(:keys)
            union all select 1 from account_group g where g.name_key = any(:keys) and g.id <> :group
            limit 1""";

    private final DatabaseClient database;
    private final Usernames usernames;
    private final TransactionalOperator transaction;
    private final NameLock lock;
    private final Clock clock;

    Accounts(
            DatabaseClient database,
            TransactionalOperator transaction,
            NameLock lock,
            Usernames usernames,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.lock = lock;
        this.usernames = usernames;
        this.clock = clock;
    }

    /** The data that a log-in is checked against. Guests have no hash. */
    public record Credentials(Account account, @Nullable String hash, boolean disabled) {}

    /**
     * Returns the account that has this name or a look-alike of it, ignoring case, even if it is disabled. Empty if there
     * is none, or if the name is invalid.
     */
    public Mono<Account> byUsername(String username) {
        return Mono.justOrEmpty(usernames.key(username))
                .flatMap(key -> database.sql("select " + COLUMNS + BY_KEY)
                        .bind("key", key)
                        .map(Accounts::account)
                        .one());
    }

    /** Returns accounts by username. Usernames without an account are left out. */
    public Mono<Map<String, Account>> named(Collection<String> usernames) {
        return database.sql("select " + COLUMNS + " from account a where a.username = any(:names)")
                .bind("names", usernames.toArray(String[]::new))
                .map(Accounts::account)
                .all()
                .collectMap(Account::username);
    }

    /** Empty if the account does not exist anymore. */
    public Mono<Boolean> isDisabled(Account account) {
        return credentials(account).map(Credentials::disabled);
    }

    public Mono<Credentials> credentials(String usernameKey) {
        return database.sql("select a.password_hash, a.disabled_at is not null as disabled, " + COLUMNS + BY_KEY)
                .bind("key", usernameKey)
                .map(Accounts::readCredentials)
                .one();
    }

    public Mono<Credentials> credentials(Account account) {
        return database.sql("select a.password_hash, a.disabled_at is not null as disabled, " + COLUMNS
                        + " from account a where a.id = :id")
                .bind("id", account.id())
                .map(Accounts::readCredentials)
                .one();
    }

    /**
     * Stores a new account. The name must be normalized; one that breaks a rule is refused as the field
     * {@code username}. A name that is taken, or looks like a taken one, is refused with {@code username_taken}, even
     * if a concurrent sign-up takes it. The first member becomes the administrator of the installation; two concurrent
     * sign-ups cannot both be first.
     */
    public Mono<Account> create(String username, Account.Kind kind, @Nullable String hash) {
        Mono<Account> stored = Mono.<Void>fromRunnable(() -> usernames.refuseBroken(username))
                .then(Mono.defer(lock::acquire))
                .then(Mono.defer(() -> refuseTaken(username)))
                .then(Mono.defer(() -> insert(username, kind, hash)))
                .map(id -> new Account(id, username, username, null, kind, false));
        return (kind == Account.Kind.MEMBER ? stored.flatMap(this::claimInstallation) : stored)
                .as(transaction::transactional)
                .onErrorMap(DuplicateKeyException.class, error -> usernameTaken());
    }

    /** Whether the first member has signed up. */
    public Mono<Boolean> anyAccountExists() {
        return database.sql("select first_account from installation where id = 1 and first_account is not null")
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Rejects a name that is taken, looks like a taken one, or mixes alphabets. */
    public Mono<Void> refuseTaken(String username) {
        return refuseTaken("username", username, 0);
    }

    /**
     * Reserves a valid name for a group until the caller's transaction ends, under the same rules as a username.
     *
     * @param group the group that may have the name already; 0 for a new one
     */
    public Mono<Void> reserveForGroup(String name, long group) {
        return lock.acquire().then(Mono.defer(() -> refuseTaken("name", name, group)));
    }

    private Mono<Void> refuseTaken(String field, String name, long group) {
        return database.sql(TAKEN)
                .bind("keys", usernames.lookAlikeKeys(name).toArray(String[]::new))
                .bind("group", group)
                .map(row -> true)
                .first()
                .flatMap(exists -> Mono.<Void>error(usernameTaken()))
                .switchIfEmpty(Mono.defer(() -> Usernames.refuseMixed(field, name)));
    }

    private static Refusal usernameTaken() {
        return Refusal.of(Refusal.Code.USERNAME_TAKEN, "This name, or one that looks like it, is already taken.");
    }

    private Mono<Long> insert(String username, Account.Kind kind, @Nullable String hash) {
        NameKeys keys = NameKeys.of(username, username);
        DatabaseClient.GenericExecuteSpec insert = database.sql(
                        "insert into account (username, username_key, password_hash, display_name, kind, admin,"
                                + " created_at, display_key, search_name, keyed_name) values (:username, :key, :hash,"
                                + " :username, :kind, false, :now, :look, :search, :username)")
                .bind("username", username)
                .bind("key", usernames.key(username).orElseThrow())
                .bind("kind", kind.wire())
                .bind("look", keys.lookKey())
                .bind("search", keys.search())
                .bind("now", clock.instant());
        return (hash == null ? insert.bindNull("hash", String.class) : insert.bind("hash", hash))
                .filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> required(row, "id", Long.class))
                .one();
    }

    /**
     * The lock on the installation's row serializes concurrent sign-ups: the second one waits, then finds the row
     * claimed.
     */
    private Mono<Account> claimInstallation(Account account) {
        return database.sql(
                        "update installation set first_account = :id, setup_code = null where id = 1 and first_account is null")
                .bind("id", account.id())
                .fetch()
                .rowsUpdated()
                .flatMap(claimed -> claimed == 0 ? Mono.just(account) : makeAdmin(account));
    }

    private Mono<Account> makeAdmin(Account account) {
        return database.sql("update account set admin = true where id = :id")
                .bind("id", account.id())
                .then()
                .thenReturn(new Account(
                        account.id(),
                        account.username(),
                        account.displayName(),
                        account.avatar(),
                        account.kind(),
                        true));
    }

    /** Replaces the hash if it is still {@code current}; otherwise returns false. */
    public Mono<Boolean> replaceHash(Account account, String current, String replacement) {
        return database.sql("update account set password_hash = :new where id = :id and password_hash = :current")
                .bind("new", replacement)
                .bind("id", account.id())
                .bind("current", current)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Locks the account's row until the transaction ends. Empty if the account is disabled or has another hash. */
    public Mono<Account> lock(Account account, String hash) {
        return database.sql("select a.id from account a"
                        + " where a.id = :id and a.password_hash = :hash and a.disabled_at is null for update")
                .bind("id", account.id())
                .bind("hash", hash)
                .map(row -> account)
                .one();
    }

    public static Account account(Readable row) {
        return new Account(
                required(row, "id", Long.class),
                required(row, "username", String.class),
                required(row, "display_name", String.class),
                row.get("avatar_id", String.class),
                Account.Kind.ofWire(required(row, "kind", String.class)),
                required(row, "admin", Boolean.class));
    }

    private static Credentials readCredentials(Readable row) {
        return new Credentials(
                account(row), row.get("password_hash", String.class), required(row, "disabled", Boolean.class));
    }

    public static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
