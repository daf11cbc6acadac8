package chat.parley.webhook;

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
class Webhooks {

    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private static final String SELECT = "select " + Accounts.COLUMNS
            + ", h.id as hook_id, h.room_id, h.name, h.created_by, c.username as by_username, h.created_at,"
            + " h.mentions_here, h.last_used_at, h.url, h.secret, h.follower_id,"
            + " case when c.disabled_at is null and exists (select 1 from member m where m.room_id = h.room_id"
            + " and m.account_id = c.id and m.left_at is null) then true else false end as creator_present"
            + " from hook h join account a on a.id = h.account_id join account c on c.id = h.created_by where ";

    private static final String INSERT = """
        insert into hook (room_id, name, account_id, created_by, created_at, token_hash, mentions_here, url, secret,
            follower_id)
        values (:room, :name, :account, :by, :now, :hash, :here, :url, :secret, :follower)\
        """;

    /** Null keeps the column's value, even one that is stored concurrently. */
    private static final String UPDATE = """
        update hook set name = coalesce(cast(:name as varchar), name),
            mentions_here = coalesce(cast(:here as boolean), mentions_here),
            url = coalesce(cast(:url as varchar), url)
        where id = :id\
        """;

    private static final String RESPONSIBLE = """
         from member m join account a on a.id = m.account_id and a.disabled_at is null
        where m.room_id = :room and m.left_at is null
            and (:present and a.id = :creator or not :present and m.role = 'owner')
        order by a.id limit 1\
        """;

    private static final String USED = """
        update hook set last_used_at = :now
        where id = :id and (last_used_at is null or last_used_at < :before)\
        """;

    private final DatabaseClient database;
    private final Clock clock;

    Webhooks(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Long> insert(NewWebhook webhook) {
        return database.sql(INSERT)
                .bind("room", webhook.room())
                .bind("name", webhook.name())
                .bind("account", webhook.bot().id())
                .bind("by", webhook.creator().id())
                .bind("now", now())
                .bind("hash", webhook.tokenHash())
                .bind("here", webhook.mentionsHere())
                .bind("url", Parameter.fromOrEmpty(webhook.url(), String.class))
                .bind("secret", Parameter.fromOrEmpty(webhook.secret(), String.class))
                .bind("follower", Parameter.fromOrEmpty(webhook.follower(), Long.class))
                .filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> Accounts.required(row, "id", Long.class))
                .one();
    }

    /** The values of a new row. */
    record NewWebhook(
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
            return "a new webhook";
        }
    }

    Mono<Webhook> inRoom(String room, long id) {
        return one(database.sql(SELECT + "h.id = :id and h.room_id = :room")
                .bind("id", id)
                .bind("room", room));
    }

    Mono<Webhook> byId(long id) {
        return one(database.sql(SELECT + "h.id = :id").bind("id", id));
    }

    /** The token is looked up by its hash, so the time of a failed attempt reveals nothing about it. */
    Mono<Webhook> byTokenHash(String hash) {
        return one(database.sql(SELECT + "h.token_hash = :hash").bind("hash", hash));
    }

    Mono<Webhook> byFollower(long follower) {
        return one(database.sql(SELECT + "h.follower_id = :follower").bind("follower", follower));
    }

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

    /** Returns the webhooks of a room with greater ids. */
    Flux<Webhook> after(String room, long id, int limit) {
        return database.sql(SELECT + "h.room_id = :room and h.id > :after order by h.id limit :limit")
                .bind("room", room)
                .bind("after", id)
                .bind("limit", limit)
                .map(Webhooks::webhook)
                .all();
    }

    /** Returns the webhooks of all rooms with greater ids. */
    Flux<Webhook> after(long id, int limit) {
        return database.sql(SELECT + "h.id > :after order by h.id limit :limit")
                .bind("after", id)
                .bind("limit", limit)
                .map(Webhooks::webhook)
                .all();
    }

    /** Changes the values that are not null; emits whether the webhook still exists. */
    Mono<Boolean> update(long id, @Nullable String name, @Nullable Boolean mentionsHere, @Nullable String url) {
        return database.sql(UPDATE)
                .bind("id", id)
                .bind("name", Parameter.fromOrEmpty(name, String.class))
                .bind("here", Parameter.fromOrEmpty(mentionsHere, Boolean.class))
                .bind("url", Parameter.fromOrEmpty(url, String.class))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> delete(long id) {
        return database.sql("delete from hook where id = :id").bind("id", id).then();
    }

    /** Deletes the account of a bot that has never been a member of a room. */
    Mono<Void> deleteBot(Account bot) {
        return database.sql("delete from account where id = :id")
                .bind("id", bot.id())
                .then();
    }

    /** Stores when a webhook was last used, at most once a minute. */
    Mono<Void> used(Webhook webhook) {
        return database.sql(USED)
                .bind("now", now())
                .bind("before", now().minus(USE_PRECISION))
                .bind("id", webhook.id())
                .then();
    }

    /** Returns the number of the message that the webhook has posted with this nonce. */
    Mono<Long> posted(Webhook webhook, String nonce) {
        return database.sql("select m.seq from message m where m.room_id = :room and m.author_id = :bot and m.nonce ="
                        + " :nonce")
                .bind("room", webhook.room())
                .bind("bot", webhook.bot().id())
                .bind("nonce", nonce)
                .map(row -> Accounts.required(row, "seq", Long.class))
                .one();
    }

    /** Returns the creator of the webhook while it is a member of the room, and the room's owner otherwise. */
    Mono<Account> responsible(Webhook webhook) {
        return responsible(webhook, webhook.creator(), webhook.creatorPresent());
    }

    private Mono<Account> responsible(Webhook webhook, long creator, boolean present) {
        return database.sql("select " + Accounts.COLUMNS + RESPONSIBLE)
                .bind("room", webhook.room())
                .bind("creator", creator)
                .bind("present", present)
                .map(Accounts::account)
                .one();
    }

    /**
     * Makes the room's owner the creator of a webhook whose creator can no longer read the room.
     *
     * @param account becomes the creator if the room has no enabled owner and the account is a member
     */
    Mono<Void> adopt(Webhook webhook, Account account) {
        return responsible(webhook)
                .switchIfEmpty(Mono.defer(() -> responsible(webhook, account.id(), true)))
                .filter(owner -> owner.id() != webhook.creator())
                .flatMap(owner -> database.sql("update hook set created_by = :owner where id = :id")
                        .bind("owner", owner.id())
                        .bind("id", webhook.id())
                        .then());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Mono<Webhook> one(GenericExecuteSpec sql) {
        return sql.map(Webhooks::webhook).one();
    }

    private static Webhook webhook(Readable row) {
        return new Webhook(
                Accounts.required(row, "hook_id", Long.class),
                Accounts.required(row, "room_id", String.class),
                Accounts.required(row, "name", String.class),
                Accounts.account(row),
                Accounts.required(row, "created_by", Long.class),
                Accounts.required(row, "by_username", String.class),
                Accounts.required(row, "creator_present", Boolean.class),
                Accounts.required(row, "created_at", Instant.class),
                Accounts.required(row, "mentions_here", Boolean.class),
                row.get("last_used_at", Instant.class),
                row.get("url", String.class),
                row.get("secret", String.class),
                row.get("follower_id", Long.class));
    }
}
