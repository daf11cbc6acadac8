package chat.parley.session;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Secret;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores API tokens, with which programs act for an account. Only hashes are stored, so a token is shown once. */
@Repository
class Tokens {

    /** Makes tokens recognizable for people and secret scanners. */
    static final String PREFIX = "parley_";

    private static final Pattern FORMAT = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");

    private static final int SECRET_BYTES = 32;
    private static final int MAX_TOKENS = 50;

    /** The interval at which the last use is recorded. */
    private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);

    /** The expiry of sessions of tokens that do not expire. */
    private static final Instant NO_EXPIRY = Instant.parse("9999-01-01T00:00:00Z");

    private static final String VALID = " join account a on a.id = t.account_id"
            + " where (t.expires_at is null or t.expires_at > :now) and a.disabled_at is null";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final SecureRandom random;
    private final Clock clock;
    private final SessionEndBroadcast ended;

    Tokens(
            DatabaseClient database,
            TransactionalOperator transaction,
            SecureRandom random,
            Clock clock,
            SessionEndBroadcast ended) {
        this.transaction = transaction;
        this.database = database;
        this.random = random;
        this.clock = clock;
        this.ended = ended;
    }

    /** @param expiresAt null for never */
    record Token(
            long id,
            String name,
            List<Scope> scopes,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {}

    record Created(Token token, String secret) {}

    Mono<Created> create(Account account, String name, Set<Scope> scopes, @Nullable Duration lifetime) {
        return Mono.defer(() -> {
            String secret = PREFIX + Secret.random(random, SECRET_BYTES);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            @Nullable Instant end = lifetime == null ? null : now.plus(lifetime);
            return refuseTooMany(account)
                    .then(insert(account, name, Secret.hash(secret), scopes, now, end))
                    .as(transaction::transactional)
                    .map(id -> new Created(new Token(id, name, List.copyOf(scopes), now, null, end), secret));
        });
    }

    /** Locks the account's row, so that two concurrent requests cannot both create the last permitted token. */
    private Mono<Void> refuseTooMany(Account account) {
        return database.sql("select id from account where id = :account and disabled_at is null for update")
                .bind("account", account.id())
                .map(row -> account)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.NOT_SIGNED_IN, "Log in first.")))
                .then(Mono.defer(() -> count(account)))
                .doOnNext(count -> {
                    if (count >= MAX_TOKENS) {
                        throw Refusal.of(
                                Code.TOO_MANY_TOKENS, "An account can have at most " + MAX_TOKENS + " tokens.");
                    }
                })
                .then();
    }

    private Mono<Long> count(Account account) {
        return database.sql("select count(*) as tokens from token where account_id = :account")
                .bind("account", account.id())
                .map(row -> Accounts.required(row, "tokens", Long.class))
                .one();
    }

    /** Revokes all tokens of the account, and returns the ids of their sessions. */
    Mono<List<String>> endAll(Account account) {
        return database.sql("select token_hash from token where account_id = :account")
                .bind("account", account.id())
                .map(row -> Accounts.required(row, "token_hash", String.class))
                .all()
                .collectList()
                .delayUntil(ids -> database.sql("delete from token where token_hash = any(:ids)")
                        .bind("ids", ids.toArray(String[]::new))
                        .then());
    }

    private Mono<Long> insert(
            Account account, String name, String hash, Set<Scope> scopes, Instant now, @Nullable Instant end) {
        GenericExecuteSpec sql = database.sql("""
                        insert into token (account_id, name, token_hash, scopes, created_at, expires_at)
                        values (:account, :name, :hash, :scopes, :now, :end)""")
                .bind("account", account.id())
                .bind("name", name)
                .bind("hash", hash)
                .bind("scopes", scopes.stream().map(Scope::wire).collect(Collectors.joining(" ")))
                .bind("now", now);
        return (end == null ? sql.bindNull("end", Instant.class) : sql.bind("end", end))
                .filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> Accounts.required(row, "id", Long.class))
                .one();
    }

    /** Returns the account's tokens, newest first, including expired ones. */
    Mono<List<Token>> of(Account account) {
        return database.sql("select t.* from token t where t.account_id = :account order by t.id desc")
                .bind("account", account.id())
                .map(Tokens::token)
                .all()
                .collectList();
    }

    /** Revokes a token and closes its sockets. Returns its name; empty if the account has no such token. */
    Mono<String> revoke(Account account, long id) {
        return database.sql("select token_hash, name from token where id = :id and account_id = :account")
                .bind("id", id)
                .bind("account", account.id())
                .map(row -> List.of(
                        Accounts.required(row, "token_hash", String.class),
                        Accounts.required(row, "name", String.class)))
                .one()
                .delayUntil(found -> database.sql("delete from token where id = :id")
                        .bind("id", id)
                        .then())
                .delayUntil(found -> ended.publish(List.of(found.get(0))))
                .map(found -> found.get(1));
    }

    /** Returns the session of a token, limited to its scopes; empty if the token is invalid. */
    Mono<Session> session(String secret) {
        if (!FORMAT.matcher(secret).matches()) {
            return Mono.empty();
        }
        return database.sql("select t.token_hash, t.scopes, t.expires_at, t.last_used_at, " + Accounts.COLUMNS
                        + " from token t" + VALID + " and t.token_hash = :hash")
                .bind("hash", Secret.hash(secret))
                .bind("now", clock.instant())
                .map(row -> new Found(session(row), row.get("last_used_at", Instant.class)))
                .one()
                .delayUntil(this::touch)
                .map(Found::session);
    }

    /** Returns those of the ids that are sessions of valid tokens. */
    Flux<String> live(Collection<String> ids) {
        return database.sql("select t.token_hash from unnest(cast(:ids as varchar array)) as k(id)"
                        + " join token t on t.token_hash = k.id" + VALID)
                .bind("ids", ids.toArray(String[]::new))
                .bind("now", clock.instant())
                .map(row -> Accounts.required(row, "token_hash", String.class))
                .all();
    }

    private record Found(Session session, @Nullable Instant lastUsed) {}

    private Mono<Void> touch(Found found) {
        Instant now = clock.instant();
        boolean recent = found.lastUsed() != null && found.lastUsed().isAfter(now.minus(TOUCH_INTERVAL));
        return recent
                ? Mono.empty()
                : database.sql("update token set last_used_at = :now where token_hash = :hash")
                        .bind("now", now)
                        .bind("hash", found.session().id())
                        .then();
    }

    private static Session session(Readable row) {
        @Nullable Instant end = row.get("expires_at", Instant.class);
        return new Session(
                Accounts.required(row, "token_hash", String.class),
                Accounts.account(row),
                end == null ? NO_EXPIRY : end,
                scopes(row));
    }

    private static Token token(Readable row) {
        return new Token(
                Accounts.required(row, "id", Long.class),
                Accounts.required(row, "name", String.class),
                List.copyOf(scopes(row)),
                Accounts.required(row, "created_at", Instant.class),
                row.get("last_used_at", Instant.class),
                row.get("expires_at", Instant.class));
    }

    private static Set<Scope> scopes(Readable row) {
        return Arrays.stream(Accounts.required(row, "scopes", String.class).split(" "))
                .flatMap(wire -> Scope.of(wire).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
