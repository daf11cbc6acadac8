package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.http.Refusal;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.RoomLog;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Propagates a new display name or picture, and whether the account is disabled, to all of its rooms, as a change of each
 * room, so that resuming clients receive it, too. If a room refuses temporarily, the change of the profile is refused
 * after the other rooms are written, so that its client repeats it. The next log-in completes what a crash interrupted;
 * it does not fail if a room is unavailable.
 */
@Component
class ProfilePropagation implements AccountListener {

    /** The number of rooms that are written concurrently. */
    private static final int MAX_CONCURRENT_WRITES = 8;

    private final Members members;
    private final RoomLog log;

    ProfilePropagation(Members members, RoomLog log) {
        this.members = members;
        this.log = log;
    }

    @Override
    public Mono<Void> created(Account account) {
        return propagate(account).then();
    }

    @Override
    public Mono<Void> profileChanged(Account account) {
        return propagate(account)
                .filter(Refusal::temporary)
                .reduce((first, other) -> first)
                .flatMap(Mono::error);
    }

    /** Returns the refusals of rooms that could not be written. */
    private Flux<Refusal> propagate(Account account) {
        return members.roomsWithOtherProfile(account).flatMap(room -> update(room, account), MAX_CONCURRENT_WRITES);
    }

    private Mono<Refusal> update(String room, Account account) {
        return log.write(room, new MemberWrite.Profile(RoomService.actor(account)))
                .then(Mono.<Refusal>empty())
                .onErrorResume(Refusal.class, Mono::just);
    }
}
