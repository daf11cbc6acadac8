package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.http.Refusal;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes every account a member of {@code general}, unless it is banned there. */
@Component
class GeneralMembership implements AccountListener {

    private final RoomService rooms;

    GeneralMembership(RoomService rooms) {
        this.rooms = rooms;
    }

    @Override
    public Mono<Void> created(Account account) {
        return rooms.join(RoomAccess.GENERAL, account)
                .then()
                .onErrorComplete(
                        failure -> failure instanceof Refusal refusal && refusal.code() == Refusal.Code.BANNED);
    }
}
