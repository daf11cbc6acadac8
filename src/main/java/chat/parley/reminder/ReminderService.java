package chat.parley.reminder;

import chat.parley.account.Account;
import chat.parley.database.DatabaseClock;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.Membership;
import chat.parley.room.RoomService;
import chat.parley.roomlog.state.Nonce;
import chat.parley.task.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Stores and cancels reminders. All times are by the database's clock. If concurrent requests of one account exceed the
 * limit together, as many as necessary are refused, and possibly more.
 */
@Service
class ReminderService {

    static final int MAX_REMINDERS = 100;

    private final Reminders reminders;
    private final RoomService rooms;
    private final DatabaseClock clock;
    private final Tasks tasks;
    private final RateLimits limits;
    private final TransactionalOperator transaction;

    ReminderService(
            Reminders reminders,
            RoomService rooms,
            DatabaseClock clock,
            Tasks tasks,
            RateLimits limits,
            TransactionalOperator transaction) {
        this.reminders = reminders;
        this.rooms = rooms;
        this.clock = clock;
        this.tasks = tasks;
        this.limits = limits;
        this.transaction = transaction;
    }

    /** @param isNew whether this request stored it, rather than an earlier one with the same nonce */
    record Stored(ReminderBody reminder, boolean isNew) {}

    Mono<List<ReminderBody>> own(Account account) {
        return reminders
                .own(account.id(), MAX_REMINDERS * 2)
                .flatMap(own -> reminders
                        .messages(account.id(), own)
                        .map(messages -> own.stream()
                                .map(one -> ReminderBody.of(one, messages.get(one.id())))
                                .toList()));
    }

    /**
     * Repeating a request returns the reminder that the first one set, even if it is due or was sent meanwhile.
     *
     * @param linkOf returns the permanent link of the message, or null if this site's address is not known
     */
    Mono<Stored> create(Account account, NewReminder form, Function<Membership, @Nullable String> linkOf) {
        return Mono.defer(() -> {
            limits.take(Rate.POST, account.id());
            String nonce = Nonce.of(form.nonce());
            Mono<StoredReminder> known =
                    reminders.byNonce(account.id(), nonce).map(found -> new StoredReminder(found, false));
            return known.switchIfEmpty(Mono.defer(() -> store(account, form, linkOf)))
                    .onErrorResume(DuplicateKeyException.class, concurrent -> known)
                    .flatMap(stored -> body(account, stored));
        });
    }

    /** Idempotent. */
    Mono<Void> cancel(Account account, long id) {
        return Mono.defer(() -> {
            limits.take(Rate.POST, account.id());
            return delete(account, id);
        });
    }

    private Mono<Void> delete(Account account, long id) {
        return reminders
                .delete(account.id(), id)
                .filter(found -> found)
                .flatMap(found -> tasks.cancel(ReminderHandler.key(id)))
                .as(transaction::transactional);
    }

    /** A reminder before its message is read. */
    private record StoredReminder(Reminder reminder, boolean isNew) {}

    private Mono<StoredReminder> store(
            Account account, NewReminder form, Function<Membership, @Nullable String> linkOf) {
        return clock.now().flatMap(now -> {
            NewReminder.Valid valid = form.at(now);
            return store(account, valid, Duration.between(now, valid.due()), linkOf);
        });
    }

    private Mono<StoredReminder> store(
            Account account, NewReminder.Valid valid, Duration delay, Function<Membership, @Nullable String> linkOf) {
        return reminders
                .count(account.id())
                .doOnNext(ReminderService::refuseTooMany)
                .then(Mono.defer(() -> link(account, valid, linkOf)))
                .defaultIfEmpty("")
                .flatMap(link -> reminders
                        .insert(account.id(), valid, link.isEmpty() ? null : link)
                        .delayUntil(stored -> tasks.schedule(
                                ReminderHandler.KIND,
                                ReminderHandler.key(stored.id()),
                                delay,
                                String.valueOf(stored.id())))
                        .as(transaction::transactional))
                .delayUntil(stored -> withdrawIfTooMany(account, stored))
                .map(stored -> new StoredReminder(stored, true));
    }

    /**
     * Concurrent requests may all have passed the check before any of them was stored. Locking the account could wait
     * for the room log, which would wait for this transaction's reference to the room.
     */
    private Mono<Void> withdrawIfTooMany(Account account, Reminder stored) {
        return reminders
                .count(account.id())
                .filter(count -> count > MAX_REMINDERS)
                .flatMap(count -> delete(account, stored.id()).then(Mono.error(ReminderService::tooMany)));
    }

    /** Empty without a message, or without a known address of this site. */
    private Mono<String> link(Account account, NewReminder.Valid valid, Function<Membership, @Nullable String> linkOf) {
        String room = valid.room();
        Long seq = valid.seq();
        if (room == null || seq == null) {
            return Mono.empty();
        }
        return rooms.read(room, account)
                .filterWhen(membership -> reminders.messageExists(room, seq))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.MESSAGE_NOT_FOUND, "This message doesn't exist.")))
                .mapNotNull(linkOf::apply);
    }

    private Mono<Stored> body(Account account, StoredReminder stored) {
        return reminders
                .messages(account.id(), List.of(stored.reminder()))
                .map(messages -> new Stored(
                        ReminderBody.of(
                                stored.reminder(),
                                messages.get(stored.reminder().id())),
                        stored.isNew()));
    }

    private static void refuseTooMany(long count) {
        if (count >= MAX_REMINDERS) {
            throw tooMany();
        }
    }

    private static Refusal tooMany() {
        return Refusal.of(Code.TOO_MANY_REMINDERS, "You have 100 reminders. Cancel some first.");
    }
}
