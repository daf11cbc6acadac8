package chat.parley.push;

import chat.parley.account.Account;
import chat.parley.account.Secret;
import chat.parley.egress.Egress;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import io.r2dbc.spi.Readable;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The table {@code push_subscription}. Subscriptions end with their sessions by a rule of the database. */
@Repository
class PushSubscriptions {

    static final int MAX_SUBSCRIPTIONS = 16;

    /** The columns that {@link #read} reads. */
    static final String COLUMNS = "s.id, s.account_id, s.name, s.session_hash, s.endpoint, s.public_key, s.auth_secret,"
            + " s.user_agent, s.created_at, s.show_text, s.quiet_from, s.quiet_until, s.time_zone, s.failures";

    private static final String OWN =
            "select " + COLUMNS + " from push_subscription s where s.account_id = :account order by s.id limit :limit";

    private static final String INSERT = """
            insert into push_subscription (account_id, name, session_hash, endpoint, endpoint_hash, public_key,
                auth_secret, user_agent, created_at, show_text, quiet_from, quiet_until, time_zone, failures)
            values (:account, :name, :session, :endpoint, :hash, :key, :secret, :agent, :now, :text, :from, :until, :zone,
                0)""";

    private static final String UPDATE = """
            update push_subscription set session_hash = :session, endpoint = :endpoint, endpoint_hash = :hash,
                public_key = :key, auth_secret = :secret, user_agent = :agent, show_text = :text, quiet_from = :from,
                quiet_until = :until, time_zone = :zone, failures = 0, held_until = null
            where account_id = :account and name = :name""";

    /** Messages that are unread already are not worth a notification. */
    private static final String SKIP_PAST = """
            insert into push_room (subscription_id, room_id, revision)
            select s.id, r.id, r.revision from push_subscription s
            join member m on m.account_id = s.account_id and m.left_at is null
            join room r on r.id = m.room_id
            where s.account_id = :account and s.name = :name""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    PushSubscriptions(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<List<PushSubscription>> of(Account account) {
        return database.sql(OWN)
                .bind("account", account.id())
                .bind("limit", MAX_SUBSCRIPTIONS)
                .map(PushSubscriptions::read)
                .all()
                .collectList();
    }

    /** Returns the groups whose turns each subscription shares, by its id; omits ended subscriptions. */
    Mono<Map<Long, Set<String>>> groups(Collection<Long> ids) {
        return database.sql("select id, account_id, endpoint, failures from push_subscription where id = any(:ids)")
                .bind("ids", ids.toArray(Long[]::new))
                .map(row -> Map.entry(required(row, "id", Long.class), groups(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Set<String> groups(Readable row) {
        String host =
                "host " + Egress.host(required(row, "endpoint", String.class)).orElse("");
        String account = "account " + required(row, "account_id", Long.class);
        return required(row, "failures", Integer.class) > 0 ? Set.of(host, account, "failing") : Set.of(host, account);
    }

    /** @return empty if the account has no such subscription */
    Mono<PushSubscription> find(Account account, String name) {
        return database.sql("select " + COLUMNS
                        + " from push_subscription s where s.account_id = :account and s.name = :name")
                .bind("account", account.id())
                .bind("name", name)
                .map(PushSubscriptions::read)
                .one();
    }

    /**
     * Creates or replaces a subscription. A browser has one endpoint, so other subscriptions with the same one end,
     * whoever has made them.
     *
     * @return whether it was created
     */
    Mono<Boolean> put(PushSubscription subscription) {
        return lockAccount(subscription.account())
                .then(endSameEndpoint(subscription))
                .then(bound(UPDATE, subscription).fetch().rowsUpdated())
                .flatMap(updated ->
                        updated > 0 ? Mono.just(false) : insert(subscription).thenReturn(true))
                .as(transaction::transactional);
    }

    private Mono<Void> insert(PushSubscription subscription) {
        return database.sql("select count(*) as subscriptions from push_subscription where account_id = :account")
                .bind("account", subscription.account())
                .map(row -> Objects.requireNonNull(row.get("subscriptions", Long.class)))
                .one()
                .doOnNext(count -> {
                    if (count >= MAX_SUBSCRIPTIONS) {
                        throw Refusal.of(
                                Code.TOO_MANY_SUBSCRIPTIONS,
                                "An account can have notifications on at most " + MAX_SUBSCRIPTIONS + " devices.");
                    }
                })
                .then(Mono.defer(() -> bound(INSERT, subscription)
                        .bind("now", clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .then()))
                .then(database.sql(SKIP_PAST)
                        .bind("account", subscription.account())
                        .bind("name", subscription.name())
                        .then());
    }

    /** Two concurrent requests must not both create the last permitted subscription. */
    private Mono<Void> lockAccount(long account) {
        return database.sql("select id from account where id = :account and disabled_at is null for update")
                .bind("account", account)
                .map(row -> account)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.NOT_SIGNED_IN, "Log in first.")))
                .then();
    }

    private Mono<Void> endSameEndpoint(PushSubscription subscription) {
        return database.sql("delete from push_subscription where endpoint_hash = :hash"
                        + " and not (account_id = :account and name = :name)")
                .bind("hash", hash(subscription.endpoint()))
                .bind("account", subscription.account())
                .bind("name", subscription.name())
                .then();
    }

    private GenericExecuteSpec bound(String sql, PushSubscription subscription) {
        QuietHours quiet = subscription.quiet();
        return database.sql(sql)
                .bind("account", subscription.account())
                .bind("name", subscription.name())
                .bind("session", subscription.session())
                .bind("endpoint", subscription.endpoint().toString())
                .bind("hash", hash(subscription.endpoint()))
                .bind("key", subscription.keys().p256dh())
                .bind("secret", subscription.keys().auth())
                .bind("agent", subscription.userAgent())
                .bind("text", subscription.showText())
                .bind("from", Parameter.fromOrEmpty(quiet == null ? null : quiet.from(), Integer.class))
                .bind("until", Parameter.fromOrEmpty(quiet == null ? null : quiet.until(), Integer.class))
                .bind(
                        "zone",
                        Parameter.fromOrEmpty(
                                quiet == null ? null : quiet.zone().getId(), String.class));
    }

    /** @return whether the account had such a subscription */
    Mono<Boolean> remove(Account account, String name) {
        return database.sql("delete from push_subscription where account_id = :account and name = :name")
                .bind("account", account.id())
                .bind("name", name)
                .fetch()
                .rowsUpdated()
                .map(removed -> removed > 0);
    }

    /** Removes a subscription that its push service no longer knows, unless the browser has renewed it meanwhile. */
    Mono<Void> removeExpired(PushSubscription subscription) {
        return database.sql("delete from push_subscription where id = :id and endpoint_hash = :hash")
                .bind("id", subscription.id())
                .bind("hash", hash(subscription.endpoint()))
                .then();
    }

    /** Returns the number of subscriptions of all accounts. */
    Mono<Long> count() {
        return count("select count(*) as subscriptions from push_subscription");
    }

    Mono<Long> countFailing() {
        return count("select count(*) as subscriptions from push_subscription where failures > 0");
    }

    private Mono<Long> count(String sql) {
        return database.sql(sql)
                .map(row -> Objects.requireNonNull(row.get("subscriptions", Long.class)))
                .one();
    }

    private static String hash(URI endpoint) {
        return Secret.hash(endpoint.toString());
    }

    static PushSubscription read(Readable row) {
        return new PushSubscription(
                required(row, "id", Long.class),
                required(row, "account_id", Long.class),
                required(row, "name", String.class),
                required(row, "session_hash", String.class),
                URI.create(required(row, "endpoint", String.class)),
                new BrowserKeys(required(row, "public_key", String.class), required(row, "auth_secret", String.class)),
                required(row, "user_agent", String.class),
                required(row, "created_at", Instant.class),
                required(row, "show_text", Boolean.class),
                quiet(row),
                required(row, "failures", Integer.class));
    }

    private static @Nullable QuietHours quiet(Readable row) {
        Integer from = row.get("quiet_from", Integer.class);
        Integer until = row.get("quiet_until", Integer.class);
        String zone = row.get("time_zone", String.class);
        return from == null || until == null || zone == null ? null : new QuietHours(from, until, ZoneId.of(zone));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
