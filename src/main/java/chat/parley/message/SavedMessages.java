package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.message.MarkedMessages.Saved;
import chat.parley.room.RoomService;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Saves messages for one account. Saving and removing can be repeated. If concurrent requests of one account exceed the
 * limit together, as many as necessary are refused, and possibly more.
 */
@Service
class SavedMessages {

    static final int MAX_SAVED = 1_000;

    private final MarkedMessages marked;
    private final RoomService rooms;
    private final RateLimits limits;

    SavedMessages(MarkedMessages marked, RoomService rooms, RateLimits limits) {
        this.marked = marked;
        this.rooms = rooms;
        this.limits = limits;
    }

    Mono<List<Saved>> newest(Account account, long before, int limit) {
        return marked.saved(account.id(), before, limit);
    }

    Mono<Void> save(Account account, String room, long seq) {
        return Mono.defer(() -> {
            limits.take(Rate.POST, account.id());
            return rooms.read(room, account)
                    .then(Mono.defer(() -> marked.count(account.id())))
                    .doOnNext(SavedMessages::refuseTooMany)
                    .then(Mono.defer(() -> marked.save(account.id(), room, seq)))
                    .filter(exists -> exists)
                    .switchIfEmpty(Mono.error(SavedMessages::notFound))
                    .then(Mono.defer(() -> withdrawIfTooMany(account, room, seq)))
                    // It was saved before
                    .onErrorComplete(DataIntegrityViolationException.class);
        });
    }

    /** Concurrent requests may all have passed the check before any of them was stored. */
    private Mono<Void> withdrawIfTooMany(Account account, String room, long seq) {
        return marked.count(account.id())
                .filter(count -> count > MAX_SAVED)
                .flatMap(count -> marked.remove(account.id(), room, seq).then(Mono.error(SavedMessages::tooMany)));
    }

    /** Also removes a message that the account may no longer read. */
    Mono<Void> remove(Account account, String room, long seq) {
        return Mono.defer(() -> {
            limits.take(Rate.POST, account.id());
            return marked.remove(account.id(), room, seq);
        });
    }

    private static void refuseTooMany(long count) {
        if (count >= MAX_SAVED) {
            throw tooMany();
        }
    }

    private static Refusal tooMany() {
        return Refusal.of(Code.TOO_MANY_SAVED, "You have saved 1,000 messages. Remove some first.");
    }

    private static Refusal notFound() {
        return Refusal.of(Code.MESSAGE_NOT_FOUND, "This message doesn't exist.");
    }
}
