package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.http.Refusal;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Propagates a new display name to all rooms of the account, as a change of each room, so that resuming clients receive
 * it, too. The next log-in completes what a crash or an outage interrupted.
 */
@Component
class DisplayNamePropagation implements AccountListener {

    /** The number of rooms that are written concurrently. */
    private static final int MAX_CONCURRENT_WRITES = 8;

    private final Members members;
    private final RoomLog log;

    DisplayNamePropagation(Members members, RoomLog log) {
        this.members = members;
        this.log = log;
    }

    @Override
    public Mono<Void> created(Account account) {
        return renamed(account);
    }

    @Override
    public Mono<Void> renamed(Account account) {
        return members.roomsWithOtherName(account.id(), account.displayName())
                .flatMap(room -> rename(room, account), MAX_CONCURRENT_WRITES)
                .then();
    }

    private Mono<Void> rename(String room, Account account) {
        return log.write(room, new Write.Rename(RoomService.actor(account)))
                .then()
                .onErrorComplete(Refusal.class);
    }
}
