package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes every account a member of {@code general}. */
@Component
class GeneralMembership implements AccountListener {

    private final RoomService rooms;

    GeneralMembership(RoomService rooms) {
        this.rooms = rooms;
    }

    @Override
    public Mono<Void> created(Account account) {
        return rooms.join(RoomAccess.GENERAL, account).then();
    }
}
