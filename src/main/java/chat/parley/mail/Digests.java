package chat.parley.mail;

import chat.parley.account.Account;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads what belongs in digests: unread mentions and direct messages of rooms that are not muted. */
@Repository
class Digests {

    private static final String MEMBER =
            "m.left_at is null and m.banned_at is null and (m.notify is null or m.notify <> 'none')";

    private static final String MENTIONED =
            " join mention n on n.account_id in (0, m.account_id) and n.room_id = m.room_id";

    private static final String MESSAGE = " join message x on x.room_id = n.room_id and x.seq = n.seq";

    private static final String MENTION = MENTIONED + " and n.seq > m.read_seq" + MESSAGE;

    /** A mention that an edit has added to a message that was read before. */
    private static final String LATE_MENTION =
            MENTIONED + " and n.seq <= m.read_seq and n.edit_revision > coalesce(m.read_revision, 0)" + MESSAGE;

    private static final String DIRECT = " join room r on r.id = m.room_id and r.kind = 'direct'"
            + " join message x on x.room_id = m.room_id and x.seq > m.read_seq";

    /** When the mention was written: an edit that added it may have been followed by others. */
    private static final String MENTIONED_AT = "case when n.edit_revision is null then x.created_at"
            + " else coalesce((select min(h.written_at) from message_version h where h.room_id = n.room_id"
            + " and h.seq = n.seq and h.revision >= n.edit_revision), x.edited_at, x.created_at) end";

    private static final String OLD_ENOUGH = "exists (select 1 from member m%1$s where m.account_id = e.account_id and "
            + MEMBER + " and x.deleted_at is null and x.author_id <> e.account_id and %2$s <= :before"
            + " and %2$s > coalesce(e.digest_at, e.confirmed_at))";

    private static final String DUE = "select e.account_id, coalesce(e.digest_at, e.confirmed_at) as since from email e"
            + " join account a on a.id = e.account_id where e.digest and a.disabled_at is null and e.account_id > :after"
            + " and (" + OLD_ENOUGH.formatted(MENTION, MENTIONED_AT) + " or "
            + OLD_ENOUGH.formatted(LATE_MENTION, MENTIONED_AT) + " or "
            + OLD_ENOUGH.formatted(DIRECT, "x.created_at") + ")"
            + " order by e.account_id limit :limit";

    private static final String PART =
            "select x.room_id, x.seq, %2$s as written from member m%1$s where m.account_id = :account and " + MEMBER;

    /** The oldest reason to mail a message counts, so that no later one mails it again. */
    private static final String UNREAD = "select x.room_id, x.seq, x.text, k.written, a.display_name,"
            + " v.kind, v.title, v.name, case when v.kind = 'direct' then (select string_agg(o.username, ',')"
            + " from member y join account o on o.id = y.account_id"
            + " where y.room_id = v.id and y.account_id <> :account) end as others"
            + " from (select u.room_id, u.seq, min(u.written) as written from (" + PART.formatted(MENTION, MENTIONED_AT)
            + " union all " + PART.formatted(LATE_MENTION, MENTIONED_AT)
            + " union all " + PART.formatted(DIRECT, "x.created_at")
            + ") u group by u.room_id, u.seq) k join message x on x.room_id = k.room_id and x.seq = k.seq join room v on v.id = x.room_id"
            + " join account a on a.id = x.author_id where x.deleted_at is null and x.author_id <> :account"
            + " and k.written > :since and k.written <= :until order by k.written, x.room_id, x.seq limit :limit";

    private final DatabaseClient database;
    private final Clock clock;

    Digests(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param since messages until then were part of an earlier digest */
    record Due(long account, Instant since) {}

    /**
     * @param room its title; null in a direct conversation
     * @param path the part of its address after {@code chat/}
     */
    record Unread(
            String author,
            @Nullable String room,
            String path,
            long seq,
            @Nullable String text) {}

    /** Returns accounts with greater ids that have an unread message from before this time. */
    Mono<List<Due>> due(long after, Instant before, int limit) {
        return database.sql(DUE)
                .bind("after", after)
                .bind("before", before)
                .bind("limit", limit)
                .map(row -> new Due(required(row, "account_id", Long.class), required(row, "since", Instant.class)))
                .all()
                .collectList();
    }

    /**
     * Stores that a digest is on its way, in the caller's transaction.
     *
     * @param until later messages belong to the next digest
     * @return whether it is to be sent: false if another node has planned it or the account has changed its choice
     */
    Mono<Boolean> planned(Due due, Instant until) {
        return database.sql("update email set digest_at = :until where account_id = :account and digest"
                        + " and coalesce(digest_at, confirmed_at) = :since")
                .bind("until", until)
                .bind("since", due.since())
                .bind("account", due.account())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** @param until later messages belong to the next digest */
    Mono<List<Unread>> unread(long account, Instant since, Instant until, int limit) {
        return database.sql(UNREAD)
                .bind("account", account)
                .bind("since", since)
                .bind("until", until)
                .bind("limit", limit)
                .map(Digests::unread)
                .all()
                .collectList();
    }

    private static Unread unread(Readable row) {
        boolean direct = "direct".equals(row.get("kind", String.class));
        String name = row.get("name", String.class);
        String others = Objects.requireNonNullElse(row.get("others", String.class), "");
        return new Unread(
                required(row, "display_name", String.class),
                direct ? null : row.get("title", String.class),
                direct || name == null ? "@" + others : name,
                required(row, "seq", Long.class),
                row.get("text", String.class));
    }

    /**
     * Turns digests on or off; nothing happens without a confirmed address. Earlier messages are in no later digest.
     */
    Mono<Void> set(Account account, boolean on) {
        return database.sql("update email set digest = :on, digest_at = :now where account_id = :account")
                .bind("on", on)
                .bind("now", clock.instant())
                .bind("account", account.id())
                .then();
    }

    /** Returns the secret of the account's link that turns digests off, and stores this one if there is none. */
    Mono<String> unsubscribeToken(long account, String fresh) {
        return database.sql("update email set unsubscribe = :fresh where account_id = :account and unsubscribe is null")
                .bind("fresh", fresh)
                .bind("account", account)
                .then()
                .then(database.sql("select unsubscribe from email where account_id = :account and digest")
                        .bind("account", account)
                        .map(row -> required(row, "unsubscribe", String.class))
                        .one());
    }

    /** Turns digests off; emits whether the link is valid. */
    Mono<Boolean> unsubscribe(String token) {
        return database.sql("update email set digest = false where unsubscribe = :token")
                .bind("token", token)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
