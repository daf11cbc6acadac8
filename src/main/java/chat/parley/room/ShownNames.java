package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.http.Refusal;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Shows a renamed account under its new name in every room of its own: a change of each room, so that who resumes hears
 * of it too. What a crash or an outage leaves undone is done at the next log-in.
 */
@Component
class ShownNames implements AccountListener {

    /** Rooms that are told at once; each is a write of its own. */
    private static final int AT_ONCE = 8;

    private final Members members;
    private final RoomLog log;

    ShownNames(Members members, RoomLog log) {
        this.members = members;
        this.log = log;
    }

    @Override
    public Mono<Void> created(Account account) {
        return renamed(account);
    }

    @Override
    public Mono<Void> renamed(Account account) {
        return members.shownOtherwise(account.id(), account.displayName())
                .flatMap(room -> tell(room, account), AT_ONCE)
                .then();
    }

    private Mono<Void> tell(String room, Account account) {
        return log.write(room, new Write.Rename(RoomService.actor(account)))
                .then()
                .onErrorComplete(Refusal.class);
    }
}
