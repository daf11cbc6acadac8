package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.state.Actor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates and finds direct conversations: rooms with a fixed set of people, which identifies the room. */
@Service
class DirectService {

    /** Including the requesting account. */
    private static final int MAX_PEOPLE = 10;

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

    record Found(Membership membership, boolean created) {}

    /** @param usernames the others; empty for notes to oneself. Duplicates and the account's own name are ignored */
    Mono<Found> open(@Nullable List<String> usernames, Account account) {
        return Mono.defer(() -> people(validate(usernames), account))
                .flatMap(people -> log.findDirect(people)
                        .map(id -> new RoomLog.Direct(id, false))
                        .switchIfEmpty(Mono.defer(() -> create(people, account))))
                .flatMap(direct ->
                        rooms.read(direct.id(), account).map(membership -> new Found(membership, direct.created())));
    }

    /** Finds an existing conversation; empty if there is none. */
    Mono<Membership> find(List<String> usernames, Account account) {
        return usernames.size() >= MAX_PEOPLE
                ? Mono.empty()
                : people(usernames, account)
                        .onErrorComplete(Refusal.class)
                        .flatMap(log::findDirect)
                        .flatMap(id -> rooms.read(id, account));
    }

    private Mono<RoomLog.Direct> create(Collection<Actor> people, Account account) {
        limits.take(Rate.CREATE_ROOM, account.id());
        return log.findOrCreateDirect(people);
    }

    private static List<String> validate(@Nullable List<String> usernames) {
        if (usernames == null) {
            throw Refusal.field("usernames", "required", "List the usernames; an empty list is for notes to yourself.");
        }
        if (usernames.size() > 2 * MAX_PEOPLE) {
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
                    if (people.size() > MAX_PEOPLE) {
                        throw tooMany();
                    }
                });
    }

    private static void put(Map<Long, Actor> people, Account account) {
        people.put(account.id(), RoomService.actor(account));
    }

    private Mono<Account> account(String username) {
        return accounts.byUsername(username)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "This account doesn't exist.")));
    }

    private static Refusal tooMany() {
        return Refusal.field(
                "usernames", "too_many", "A direct conversation can have at most " + MAX_PEOPLE + " people with you.");
    }
}
