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
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Resets forgotten passwords by a link that an administrator creates and hands over, or that is mailed. An
 * administrator's link replaces all others; each works once, and the first use ends the others. A reset ends all
 * sessions of the account and revokes its API tokens.
 */
@Service
public class PasswordResets {

    private static final int TOKEN_BYTES = 24;
    private static final Duration LIFETIME = Duration.ofDays(1);
    private static final Duration MAIL_LIFETIME = Duration.ofHours(1);

    /** A flood of requests sends no more links than this within an hour. */
    private static final int MAX_MAILED = 3;

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
                    .then(insert(account, token, null, now, expiresAt))
                    .as(transaction::transactional)
                    .thenReturn(new Created(token, expiresAt));
        });
    }

    /**
     * Creates a link for a mail. Earlier links stay valid, because a mail may be sent twice; all end when one is used.
     * Empty if links were mailed for several other requests within the last hour.
     *
     * @param request identifies the request; the same in all tries to send its mail
     * @param client the address of the client that requested the link
     */
    public Mono<Created> createForMail(Account account, String request, String client) {
        String token = Secret.random(random, TOKEN_BYTES);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiresAt = now.plus(MAIL_LIFETIME);
        return lock(account)
                .then(removeExpired(account, now))
                .then(database.sql("select count(distinct request) from password_reset"
                                + " where account_id = :account and created_at > :since and request <> :request")
                        .bind("account", account.id())
                        .bind("since", now.minus(MAIL_LIFETIME))
                        .bind("request", request)
                        .mapValue(Long.class)
                        .one())
                .filter(links -> links < MAX_MAILED)
                .flatMap(links -> insert(account, token, request, now, expiresAt)
                        .then(audit.add(null, Action.RESET_LINK_MAILED, account.username(), null, client))
                        .thenReturn(new Created(token, expiresAt)))
                .as(transaction::transactional);
    }

    /** Mailed links expire when they no longer count towards the limit. */
    private Mono<Void> removeExpired(Account account, Instant now) {
        return database.sql("delete from password_reset where account_id = :account and expires_at <= :now")
                .bind("account", account.id())
                .bind("now", now)
                .then();
    }

    private Mono<Void> insert(Account account, String token, @Nullable String request, Instant now, Instant expiresAt) {
        return database.sql("insert into password_reset (token_hash, account_id, request, created_at, expires_at)"
                        + " values (:hash, :account, :request, :now, :end)")
                .bind("hash", Secret.hash(token))
                .bind("account", account.id())
                .bind("request", Parameter.fromOrEmpty(request, String.class))
                .bind("now", now)
                .bind("end", expiresAt)
                .then();
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
