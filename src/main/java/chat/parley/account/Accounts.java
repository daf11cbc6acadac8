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

/** The accounts of this installation. */
@Repository
public class Accounts {

    /** The columns that {@link #account} reads, of a table that the statement calls {@code a}. */
    static final String COLUMNS = "a.id, a.username, a.display_name, a.kind, a.admin";

    private static final String BY_KEY = " from account a where a.username_key = :key";

    private final DatabaseClient database;
    private final Usernames usernames;
    private final TransactionalOperator transaction;
    private final Clock clock;

    Accounts(DatabaseClient database, TransactionalOperator transaction, Usernames usernames, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.usernames = usernames;
        this.clock = clock;
    }

    /** What a log-in is checked against. Guests have no hash. */
    record Credentials(Account account, @Nullable String hash, boolean disabled) {}

    /**
     * The account of that name, in any case and also when a look-alike was typed; disabled ones too. Empty when there
     * is none or the name can be nobody's.
     */
    public Mono<Account> byUsername(String username) {
        return Mono.justOrEmpty(usernames.key(username))
                .flatMap(key -> database.sql("select " + COLUMNS + BY_KEY)
                        .bind("key", key)
                        .map(Accounts::account)
                        .one());
    }

    /** By which names accounts are shown; those that do not exist are missing. */
    public Mono<Map<String, String>> displayNames(Collection<String> usernames) {
        return database.sql("select a.username, a.display_name from account a where a.username = any(:names)")
                .bind("names", usernames.toArray(String[]::new))
                .map(row ->
                        Map.entry(required(row, "username", String.class), required(row, "display_name", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Credentials> credentials(String usernameKey) {
        return database.sql("select a.password_hash, a.disabled_at is not null as disabled, " + COLUMNS + BY_KEY)
                .bind("key", usernameKey)
                .map(Accounts::readCredentials)
                .one();
    }

    Mono<Credentials> credentials(Account account) {
        return database.sql("select a.password_hash, a.disabled_at is not null as disabled, " + COLUMNS
                        + " from account a where a.id = :id")
                .bind("id", account.id())
                .map(Accounts::readCredentials)
                .one();
    }

    /**
     * Stores a new account under a name that breaks no rule; one that is taken, or looks like one that is, is refused
     * with {@code username_taken}. The first member administers the installation, and only one can be the first.
     */
    Mono<Account> create(String username, Account.Kind kind, @Nullable String hash) {
        Mono<Account> stored = insert(username, kind, hash).map(id -> new Account(id, username, username, kind, false));
        return (kind == Account.Kind.MEMBER ? stored.flatMap(this::claimInstallation) : stored)
                .as(transaction::transactional)
                .onErrorMap(DuplicateKeyException.class, error -> taken());
    }

    /** Whether there is a member's account. */
    Mono<Boolean> anybody() {
        return database.sql("select first_account from installation where id = 1 and first_account is not null")
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Refuses a name that somebody has, or that could be read as one of another alphabet. */
    Mono<Void> refuseTaken(String username) {
        return byUsername(username)
                .flatMap(account -> Mono.<Void>error(taken()))
                .switchIfEmpty(Mono.defer(() -> Usernames.refuseMixed("username", username)));
    }

    private static Refusal taken() {
        return Refusal.of(Refusal.Code.USERNAME_TAKEN, "This name, or one that looks like it, is taken.");
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
                .bind("look", keys.look())
                .bind("search", keys.search())
                .bind("now", clock.instant());
        return (hash == null ? insert.bindNull("hash", String.class) : insert.bind("hash", hash))
                .filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> required(row, "id", Long.class))
                .one();
    }

    /** The row of the installation decides between two that sign up at once: the second waits, and finds it claimed. */
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
                .thenReturn(new Account(account.id(), account.username(), account.displayName(), account.kind(), true));
    }

    /** Replaces one hash by another; false when it was no longer that hash. */
    Mono<Boolean> replaceHash(Account account, String current, String replacement) {
        return database.sql("update account set password_hash = :new where id = :id and password_hash = :current")
                .bind("new", replacement)
                .bind("id", account.id())
                .bind("current", current)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Keeps the account as it is until the transaction ends; empty unless it is enabled and has this hash. */
    Mono<Account> lock(Account account, String hash) {
        return database.sql("select a.id from account a"
                        + " where a.id = :id and a.password_hash = :hash and a.disabled_at is null for update")
                .bind("id", account.id())
                .bind("hash", hash)
                .map(row -> account)
                .one();
    }

    static Account account(Readable row) {
        return new Account(
                required(row, "id", Long.class),
                required(row, "username", String.class),
                required(row, "display_name", String.class),
                Account.Kind.ofWire(required(row, "kind", String.class)),
                required(row, "admin", Boolean.class));
    }

    private static Credentials readCredentials(Readable row) {
        return new Credentials(
                account(row), row.get("password_hash", String.class), required(row, "disabled", Boolean.class));
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
