package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Passwords;
import chat.parley.account.Secret;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.session.AccessRevocation;
import chat.parley.session.BrowserInfo;
import chat.parley.session.SessionEndBroadcast;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Resets forgotten passwords by a link that an administrator creates and hands over. An account has one link at a time,
 * which works once. A reset ends all sessions of the account and revokes its API tokens.
 */
@Service
public class PasswordResets {

    private static final int TOKEN_BYTES = 24;
    private static final Duration LIFETIME = Duration.ofDays(1);

    private static final String ACCOUNT = "select " + Accounts.COLUMNS + " from password_reset p"
            + " join account a on a.id = p.account_id"
            + " where p.token_hash = :hash and p.expires_at > :now and a.disabled_at is null";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final AccountAdministration accounts;
    private final PasswordService passwordRules;
    private final Passwords passwords;
    private final AccessRevocation revocation;
    private final SessionEndBroadcast ended;
    private final Audit audit;
    private final RateLimits limits;
    private final SecureRandom random;
    private final Clock clock;

    PasswordResets(
            DatabaseClient database,
            TransactionalOperator transaction,
            AccountAdministration accounts,
            PasswordService passwordRules,
            Passwords passwords,
            AccessRevocation revocation,
            SessionEndBroadcast ended,
            Audit audit,
            RateLimits limits,
            SecureRandom random,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.accounts = accounts;
        this.passwordRules = passwordRules;
        this.passwords = passwords;
        this.revocation = revocation;
        this.ended = ended;
        this.audit = audit;
        this.limits = limits;
        this.random = random;
        this.clock = clock;
    }

    /** @param token the secret in the link; not stored */
    public record Created(String token, Instant expiresAt) {}

    /** Creates a link and replaces the previous one. Guests have no password to reset. */
    public Mono<Created> create(String username) {
        return accounts.find(username).flatMap(account -> {
            if (account.kind() == Account.Kind.GUEST) {
                throw Refusal.of(Code.FORBIDDEN, "Guests have no password.");
            }
            String token = Secret.random(random, TOKEN_BYTES);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant expiresAt = now.plus(LIFETIME);
            return lock(account)
                    .then(revocation.removeResetLinks(account))
                    .then(database.sql("insert into password_reset (token_hash, account_id, created_at, expires_at)"
                                    + " values (:hash, :account, :now, :end)")
                            .bind("hash", Secret.hash(token))
                            .bind("account", account.id())
                            .bind("now", now)
                            .bind("end", expiresAt)
                            .then())
                    .as(transaction::transactional)
                    .thenReturn(new Created(token, expiresAt));
        });
    }

    /** Serializes concurrent calls, which would otherwise each leave a link. */
    private Mono<Void> lock(Account account) {
        return database.sql("select id from account where id = :account for update")
                .bind("account", account.id())
                .then();
    }

    /** Returns the account whose password the link resets. */
    Mono<Account> find(String token, BrowserInfo client) {
        return limits.charge(Rate.LOG_IN_BY_ADDRESS, client.address(), account(token));
    }

    private Mono<Account> account(String token) {
        return database.sql(ACCOUNT)
                .bind("hash", Secret.hash(token))
                .bind("now", clock.instant())
                .map(Accounts::account)
                .one()
                .switchIfEmpty(Mono.error(PasswordResets::invalid));
    }

    /** Sets the password. One that breaks a rule does not use up the link. */
    Mono<Void> use(String token, String password, BrowserInfo client) {
        Mono<Account> allowed =
                account(token).delayUntil(account -> passwordRules.refuseBroken("password", password, account));
        return limits.charge(Rate.LOG_IN_BY_ADDRESS, client.address(), allowed)
                .zipWhen(account -> passwords.hash(password))
                .flatMap(both -> store(token, both.getT1(), both.getT2(), client));
    }

    private Mono<Void> store(String token, Account account, String hash, BrowserInfo client) {
        return database.sql("update account set password_hash = :hash where id = :id and disabled_at is null")
                .bind("hash", hash)
                .bind("id", account.id())
                .then()
                .then(consume(token))
                .then(Mono.defer(() -> revocation.endAll(account)))
                .delayUntil(ids -> audit.add(
                        account.username(),
                        Action.PASSWORD_RESET,
                        null,
                        null,
                        client.address().text()))
                .as(transaction::transactional)
                .flatMap(ended::publish);
    }

    private Mono<Void> consume(String token) {
        return database.sql("delete from password_reset where token_hash = :hash")
                .bind("hash", Secret.hash(token))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(PasswordResets::invalid))
                .then();
    }

    private static Refusal invalid() {
        return Refusal.of(Code.RESET_INVALID, "This link is invalid or has expired.");
    }
}
