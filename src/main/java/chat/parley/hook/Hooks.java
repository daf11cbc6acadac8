package chat.parley.hook;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code hook}. */
@Repository
class Hooks {

    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private static final String SELECT = "select " + Accounts.COLUMNS
            + ", h.id as hook_id, h.room_id, h.name, h.created_by, c.username as by_username, h.created_at,"
            + " h.mentions_here, h.last_used_at, h.url, h.secret, h.follower_id"
            + " from hook h join account a on a.id = h.account_id join account c on c.id = h.created_by where ";

    private static final String INSERT = """
        insert into hook (room_id, name, account_id, created_by, created_at, token_hash, mentions_here, url, secret,
            follower_id)
        values (:room, :name, :account, :by, :now, :hash, :here, :url, :secret, :follower)\
        """;

    private static final String UPDATE =
            "update hook set name = :name, mentions_here = :here, url = :url where id = :id";

    private static final String USED = """
        update hook set last_used_at = :now
        where id = :id and (last_used_at is null or last_used_at < :before)\
        """;

    private final DatabaseClient database;
    private final Clock clock;

    Hooks(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Long> insert(NewHook hook) {
        return database.sql(INSERT)
                .bind("room", hook.room())
                .bind("name", hook.name())
                .bind("account", hook.bot().id())
                .bind("by", hook.creator().id())
                .bind("now", now())
                .bind("hash", hook.tokenHash())
                .bind("here", hook.mentionsHere())
                .bind("url", Parameter.fromOrEmpty(hook.url(), String.class))
                .bind("secret", Parameter.fromOrEmpty(hook.secret(), String.class))
                .bind("follower", Parameter.fromOrEmpty(hook.follower(), Long.class))
                .filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> Accounts.required(row, "id", Long.class))
                .one();
    }

    /** The values of a new row. */
    record NewHook(
            String room,
            String name,
            Account bot,
            Account creator,
            String tokenHash,
            boolean mentionsHere,
            @Nullable String url,
            @Nullable String secret,
            @Nullable Long follower) {

        @Override
        public String toString() {
            return "a new hook";
        }
    }

    Mono<Hook> inRoom(String room, long id) {
        return one(database.sql(SELECT + "h.id = :id and h.room_id = :room")
                .bind("id", id)
                .bind("room", room));
    }

    Mono<Hook> byId(long id) {
        return one(database.sql(SELECT + "h.id = :id").bind("id", id));
    }

    /** The token is looked up by its hash, so the time of a failed attempt reveals nothing about it. */
    Mono<Hook> byTokenHash(String hash) {
        return one(database.sql(SELECT + "h.token_hash = :hash").bind("hash", hash));
    }

    Mono<Hook> byFollower(long follower) {
        return one(database.sql(SELECT + "h.follower_id = :follower").bind("follower", follower));
    }

    /** Returns the webhooks of a room with greater ids. */
    Flux<Hook> after(String room, long id, int limit) {
        return database.sql(SELECT + "h.room_id = :room and h.id > :after order by h.id limit :limit")
                .bind("room", room)
                .bind("after", id)
                .bind("limit", limit)
                .map(Hooks::hook)
                .all();
    }

    /** Returns the webhooks of all rooms with greater ids. */
    Flux<Hook> after(long id, int limit) {
        return database.sql(SELECT + "h.id > :after order by h.id limit :limit")
                .bind("after", id)
    /** Where a follower sends, and on whose behalf. */
    record Target(long follower, String url, long creator) {

        @Override
        public String toString() {
            return "the target of " + follower;
        }
    }

    Flux<Target> targets(Collection<Long> followers) {
        return database.sql("select follower_id, url, created_by from hook where follower_id = any(:followers)"
                        + " and url is not null")
                .bind("followers", followers.toArray(Long[]::new))
                .map(row -> new Target(
                        Accounts.required(row, "follower_id", Long.class),
                        Accounts.required(row, "url", String.class),
                        Accounts.required(row, "created_by", Long.class)))
                .all();
    }

                .bind("limit", limit)
                .map(Hooks::hook)
                .all();
    }

    Mono<Void> update(long id, String name, boolean mentionsHere, @Nullable String url) {
        return database.sql(UPDATE)
                .bind("id", id)
                .bind("name", name)
                .bind("here", mentionsHere)
                .bind("url", Parameter.fromOrEmpty(url, String.class))
                .then();
    }

    Mono<Void> delete(long id) {
        return database.sql("delete from hook where id = :id").bind("id", id).then();
    }

    /** Stores when a webhook was last used, at most once a minute. */
    Mono<Void> used(Hook hook) {
        return database.sql(USED)
                .bind("now", now())
                .bind("before", now().minus(USE_PRECISION))
                .bind("id", hook.id())
                .then();
    }

    /** Whether the webhook has posted a message with this nonce. */
    Mono<Boolean> hasPosted(Hook hook, String nonce) {
        return database.sql("select m.seq from message m where m.room_id = :room and m.author_id = :bot and m.nonce ="
                        + " :nonce")
                .bind("room", hook.room())
                .bind("bot", hook.bot().id())
                .bind("nonce", nonce)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    Mono<Account> account(long id) {
        return database.sql("select " + Accounts.COLUMNS + " from account a where a.id = :id")
                .bind("id", id)
                .map(Accounts::account)
                .one();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Mono<Hook> one(GenericExecuteSpec sql) {
        return sql.map(Hooks::hook).one();
    }

    private static Hook hook(Readable row) {
        return new Hook(
                Accounts.required(row, "hook_id", Long.class),
                Accounts.required(row, "room_id", String.class),
                Accounts.required(row, "name", String.class),
                Accounts.account(row),
                Accounts.required(row, "created_by", Long.class),
                Accounts.required(row, "by_username", String.class),
                Accounts.required(row, "created_at", Instant.class),
                Accounts.required(row, "mentions_here", Boolean.class),
                row.get("last_used_at", Instant.class),
                row.get("url", String.class),
                row.get("secret", String.class),
                row.get("follower_id", Long.class));
    }
}
