package chat.parley.mail;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The tables {@code email} and {@code email_confirmation}. */
@Repository
class EmailAddresses {

    static final Duration CODE_LIFETIME = Duration.ofMinutes(30);

    /** How many codes may be tried before a new one is needed: a chance of one in 200,000 to guess it. */
    private static final int MAX_TRIES = 5;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    EmailAddresses(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @param address the confirmed address; null if there is none
     * @param digest whether unread mentions and direct messages are mailed to the confirmed address
     * @param pending the address that has not been confirmed yet; null if there is none
     */
    record State(@Nullable String address, @Nullable String pending, boolean digest) {}

    /** An account that can receive mail. */
    record Recipient(Account account, MailAddress address) {}

    Mono<State> of(Account account) {
        return database.sql("select (select address from email where account_id = :id) as address,"
                        + " coalesce((select digest from email where account_id = :id), false) as digest,"
                        + " (select address from email_confirmation where account_id = :id and expires_at > :now)"
                        + " as pending")
                .bind("id", account.id())
                .bind("now", clock.instant())
                .map(row -> new State(
                        row.get("address", String.class),
                        row.get("pending", String.class),
                        Boolean.TRUE.equals(row.get("digest", Boolean.class))))
                .one();
    }

    /** Finds an account that is not disabled by its confirmed address. */
    Mono<Recipient> byAddress(MailAddress address) {
        return recipient("e.address_key = :value", address.key());
    }

    /** Finds the confirmed address of an account that is not disabled. */
    Mono<Recipient> byAccount(long account) {
        return recipient("e.account_id = :value", account);
    }

    private Mono<Recipient> recipient(String condition, Object value) {
        return database.sql("select " + Accounts.COLUMNS + ", e.address from email e join account a"
                        + " on a.id = e.account_id where a.disabled_at is null and " + condition)
                .bind("value", value)
                .map(row -> new Recipient(
                        Accounts.account(row),
                        MailAddress.find(Objects.requireNonNull(row.get("address", String.class)))
                                .orElseThrow()))
                .one();
    }

    /** Stores a code for an address and replaces the previous one. */
    Mono<Void> begin(Account account, MailAddress address, String codeHash) {
        return lock(account)
                .then(cancel(account))
                .then(database.sql("insert into email_confirmation (account_id, address, code_hash, tries, expires_at)"
                                + " values (:id, :address, :hash, 0, :end)")
                        .bind("id", account.id())
                        .bind("address", address.text())
                        .bind("hash", codeHash)
                        .bind("end", clock.instant().plus(CODE_LIFETIME))
                        .then())
                .as(transaction::transactional);
    }

    private Mono<Void> lock(Account account) {
        return database.sql("select id from account where id = :id for update")
                .bind("id", account.id())
                .then();
    }

    private Mono<Void> cancel(Account account) {
        return database.sql("delete from email_confirmation where account_id = :id")
                .bind("id", account.id())
                .then();
    }

    /**
     * Counts an attempt to confirm; emits the pending address, or nothing if the code has expired or was tried too
     * often.
     */
    Mono<MailAddress> attempt(Account account) {
        return database.sql("update email_confirmation set tries = tries + 1"
                        + " where account_id = :id and expires_at > :now and tries < " + MAX_TRIES)
                .bind("id", account.id())
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .flatMap(counted -> database.sql("select address from email_confirmation where account_id = :id")
                        .bind("id", account.id())
                        .map(row -> Objects.requireNonNull(row.get("address", String.class)))
                        .one())
                .flatMap(address -> Mono.justOrEmpty(MailAddress.find(address)));
    }

    /**
     * The outcome of replacing or removing an address.
     *
     * @param former the previous address; null if there was none
     */
    record Replaced(@Nullable MailAddress former) {}

    /** Makes the pending address the account's own; empty if the code was not correct. */
    Mono<Replaced> confirm(Account account, MailAddress address, String codeHash) {
        return lock(account)
                .then(consume(account, codeHash))
                .filter(consumed -> consumed)
                .flatMap(consumed -> former(account))
                .delayUntil(replaced -> store(account, address))
                .as(transaction::transactional)
                .onErrorMap(
                        DuplicateKeyException.class,
                        taken -> Refusal.of(
                                Refusal.Code.EMAIL_TAKEN, "Another account on this server uses this address."));
    }

    private Mono<Boolean> consume(Account account, String codeHash) {
        return database.sql("delete from email_confirmation where account_id = :id and code_hash = :hash")
                .bind("id", account.id())
                .bind("hash", codeHash)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private Mono<Replaced> former(Account account) {
        return database.sql("select address from email where account_id = :id")
                .bind("id", account.id())
                .map(row -> MailAddress.find(Objects.requireNonNull(row.get("address", String.class))))
                .one()
                .map(former -> new Replaced(former.orElse(null)))
                .defaultIfEmpty(new Replaced(null));
    }

    private Mono<Long> store(Account account, MailAddress address) {
        return write(
                        "update email set address = :address, address_key = :key, confirmed_at = :now"
                                + " where account_id = :id",
                        account,
                        address)
                .flatMap(rows -> rows == 1
                        ? Mono.just(1L)
                        : write(
                                "insert into email (account_id, address, address_key, confirmed_at, digest)"
                                        + " values (:id, :address, :key, :now, true)",
                                account,
                                address));
    }

    private Mono<Long> write(String sql, Account account, MailAddress address) {
        return database.sql(sql)
                .bind("id", account.id())
                .bind("address", address.text())
                .bind("key", address.key())
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated();
    }

    /** Removes the address and a pending one; empty if there was no address. */
    Mono<Replaced> remove(Account account) {
        return lock(account)
                .then(cancel(account))
                .then(Mono.defer(() -> former(account)))
                .filterWhen(replaced -> database.sql("delete from email where account_id = :id")
                        .bind("id", account.id())
                        .fetch()
                        .rowsUpdated()
                        .map(rows -> rows > 0))
                .as(transaction::transactional);
    }
}
