package chat.parley.reminder;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.message.LocatedMessage;
import chat.parley.room.ReadableRooms;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code reminder}. */
@Repository
class Reminders {

    private static final String BY_ID = "select " + Reminder.COLUMNS + " from reminder n where n.id = :id";

    private static final String BY_NONCE =
            "select " + Reminder.COLUMNS + " from reminder n where n.account_id = :account and n.nonce = :nonce";

    private static final String OWN = "select " + Reminder.COLUMNS
            + " from reminder n where n.account_id = :account and n.sent_at is null order by n.due, n.id limit :limit";

    private static final String COUNT =
            "select count(*) as number from reminder n" + " where n.account_id = :account and n.sent_at is null";

    private static final String SENT = "update reminder set sent_at = current_timestamp where id = :id";

    private static final String INSERT = "insert into reminder (account_id, nonce, due, text, room_id, seq, link)"
            + " values (:account, :nonce, :due, :text, :room, :seq, :link)";

    /** Leaves out messages that were deleted, and what the account may no longer read. */
    private static final String MESSAGES =
            """
            select %s, n.id as reminder_id from reminder n
            join room r on r.id = n.room_id %s
            join message m on m.room_id = n.room_id and m.seq = n.seq and m.deleted_at is null
            join account a on a.id = m.author_id
            where n.account_id = :account and %s and n.id = any(:ids)""".formatted(LocatedMessage.COLUMNS, ReadableRooms.JOIN, ReadableRooms.CONDITION);

    private static final String MESSAGE_EXISTS =
            "select 1 from message m where m.room_id = :room and m.seq = :seq and m.deleted_at is null";

    private final DatabaseClient database;

    Reminders(DatabaseClient database) {
        this.database = database;
    }

    Mono<Reminder> byId(long id) {
        return database.sql(BY_ID).bind("id", id).map(Reminder::of).one();
    }

    Mono<Reminder> byNonce(long account, String nonce) {
        return database.sql(BY_NONCE)
                .bind("account", account)
                .bind("nonce", nonce)
                .map(Reminder::of)
                .one();
    }

    /** Returns the reminders of an account, the earliest first. */
    Mono<List<Reminder>> own(long account, int limit) {
        return database.sql(OWN)
                .bind("account", account)
                .bind("limit", limit)
                .map(Reminder::of)
                .all()
                .collectList();
    }

    Mono<Long> count(long account) {
        return database.sql(COUNT)
                .bind("account", account)
                .map(row -> Objects.requireNonNull(row.get("number", Long.class)))
                .one();
    }

    /** Fails with a {@link org.springframework.dao.DuplicateKeyException} if the account has used the nonce. */
    Mono<Reminder> insert(long account, NewReminder.Valid reminder, @Nullable String link) {
        return database.sql(INSERT)
                .filter(statement -> statement.returnGeneratedValues("id"))
                .bind("account", account)
                .bind("nonce", reminder.nonce())
                .bind("due", reminder.due())
                .bind("text", reminder.text())
                .bind("room", Parameter.fromOrEmpty(reminder.room(), String.class))
                .bind("seq", Parameter.fromOrEmpty(reminder.seq(), Long.class))
                .bind("link", Parameter.fromOrEmpty(link, String.class))
                .map(row -> new Reminder(
                        Objects.requireNonNull(row.get("id", Long.class)),
                        account,
                        reminder.due(),
                        reminder.text(),
                        reminder.room(),
                        reminder.seq(),
                        link,
                        false))
                .one();
    }

    /** Deletes a pending reminder; emits whether the account had it. */
    Mono<Boolean> delete(long account, long id) {
        return database.sql("delete from reminder where id = :id and account_id = :account and sent_at is null")
                .bind("id", id)
                .bind("account", account)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> deleteSent(long id) {
        return database.sql("delete from reminder where id = :id and sent_at is not null")
                .bind("id", id)
                .then();
    }

    /** Keeps a reminder that was sent, for requests that are repeated. */
    Mono<Void> sent(long id) {
        return database.sql(SENT).bind("id", id).then();
    }

    /** Returns the messages of these reminders by the id of the reminder, as far as the account may read them. */
    Mono<Map<Long, LocatedMessage>> messages(long account, List<Reminder> reminders) {
        Long[] ids = reminders.stream()
                .filter(reminder -> reminder.room() != null)
                .map(Reminder::id)
                .toArray(Long[]::new);
        return ids.length == 0
                ? Mono.just(Map.of())
                : database.sql(MESSAGES)
                        .bind("account", account)
                        .bind("ids", ids)
                        .map(row -> Map.entry(
                                Objects.requireNonNull(row.get("reminder_id", Long.class)), LocatedMessage.of(row)))
                        .all()
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Boolean> messageExists(String room, long seq) {
        return database.sql(MESSAGE_EXISTS)
                .bind("room", room)
                .bind("seq", seq)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Returns an account unless it is disabled. */
    Mono<Account> account(long id) {
        return database.sql("select " + Accounts.COLUMNS + " from account a where a.id = :id and a.disabled_at is null")
                .bind("id", id)
                .map(Accounts::account)
                .one();
    }
}
