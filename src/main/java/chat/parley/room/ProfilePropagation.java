package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.http.Refusal;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.RoomLog;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Propagates a new display name or picture, and whether the account is disabled, to all of its rooms, as a change of each
 * room, so that resuming clients receive it, too. The next log-in completes what a crash or an outage interrupted.
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
        return profileChanged(account);
    }

    @Override
    public Mono<Void> profileChanged(Account account) {
        return members.roomsWithOtherProfile(account)
                .flatMap(room -> update(room, account), MAX_CONCURRENT_WRITES)
                .then();
    }

    private Mono<Void> update(String room, Account account) {
        return log.write(room, new MemberWrite.Profile(RoomService.actor(account)))
                .then()
                .onErrorComplete(Refusal.class);
    }
}
