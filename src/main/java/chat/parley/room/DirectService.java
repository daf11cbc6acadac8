package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.Actor;
import chat.parley.roomlog.RoomLog;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Direct conversations: rooms of a fixed set of people, found again by that set. */
@Service
class DirectService {

    /** With whoever asks. */
    private static final int MOST_PEOPLE = 10;

    private final Accounts accounts;
    private final RoomService rooms;
    private final RoomLog log;
    private final RateLimits limits;

    DirectService(Accounts accounts, RoomService rooms, RoomLog log, RateLimits limits) {
        this.accounts = accounts;
        this.rooms = rooms;
        this.log = log;
        this.limits = limits;
    }

    record Found(Seat seat, boolean created) {}

    /** @param usernames the others; none for notes to oneself. Doubles and the asking account's own name do no harm */
    Mono<Found> with(@Nullable List<String> usernames, Account account) {
        return Mono.defer(() -> people(checked(usernames), account))
                .flatMap(people -> log.findDirect(people)
                        .map(id -> new RoomLog.Direct(id, false))
                        .switchIfEmpty(Mono.defer(() -> make(people, account))))
                .flatMap(direct -> rooms.read(direct.id(), account).map(seat -> new Found(seat, direct.created())));
    }

    /** The conversation that exists already; empty when there is none. */
    Mono<Seat> find(List<String> usernames, Account account) {
        return usernames.size() >= MOST_PEOPLE
                ? Mono.empty()
                : people(usernames, account)
                        .onErrorComplete(Refusal.class)
                        .flatMap(log::findDirect)
                        .flatMap(id -> rooms.read(id, account));
    }

    private Mono<RoomLog.Direct> make(Collection<Actor> people, Account account) {
        limits.take(Rate.CREATE_ROOM, account.id());
        return log.direct(people);
    }

    private static List<String> checked(@Nullable List<String> usernames) {
        if (usernames == null) {
            throw Refusal.field("usernames", "required", "Say with whom; with nobody for notes to yourself.");
        }
        if (usernames.size() > 2 * MOST_PEOPLE) {
            throw tooMany();
        }
        return usernames;
    }

    private Mono<Collection<Actor>> people(List<String> usernames, Account account) {
        return Flux.fromIterable(usernames)
                .concatMap(this::account)
                .startWith(account)
                .collect(LinkedHashMap<Long, Actor>::new, DirectService::put)
                .map(Map::values)
                .doOnNext(people -> {
                    if (people.size() > MOST_PEOPLE) {
                        throw tooMany();
                    }
                });
    }

    private static void put(Map<Long, Actor> people, Account account) {
        people.put(account.id(), RoomService.actor(account));
    }

    private Mono<Account> account(String username) {
        return accounts.byUsername(username)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "There is no such account.")));
    }

    private static Refusal tooMany() {
        return Refusal.field(
                "usernames", "too_many", "A direct conversation has at most " + MOST_PEOPLE + " people with you.");
    }
}
