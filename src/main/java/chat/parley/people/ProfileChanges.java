package chat.parley.people;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Notifies an account's followers of its new picture, including those who have none of its rooms open. */
@Component
class ProfileChanges implements AccountListener {

    private final PeopleBroadcast people;

    ProfileChanges(PeopleBroadcast people) {
        this.people = people;
    }

    /** Followers receive the current state of an account when they begin to follow it. */
    @Override
    public Mono<Void> created(Account account) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> profileChanged(Account account) {
        return people.changed(List.of(account.username()));
    }
}
