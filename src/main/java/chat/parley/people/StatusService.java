package chat.parley.people;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Status;
import chat.parley.account.Statuses;
import chat.parley.database.DatabaseClock;
import chat.parley.http.Refusal;
import chat.parley.text.RgiEmoji;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Changes what accounts say about themselves. */
@Service
class StatusService {

    private final Accounts accounts;
    private final Statuses statuses;
    private final PersonStates states;
    private final PeopleBroadcast people;
    private final DatabaseClock clock;

    StatusService(
            Accounts accounts, Statuses statuses, PersonStates states, PeopleBroadcast people, DatabaseClock clock) {
        this.accounts = accounts;
        this.statuses = statuses;
        this.states = states;
        this.people = people;
        this.clock = clock;
        RgiEmoji.load();
    }

    /** Returns the account's status with the time by which it ends, so that clients need no correct clock. */
    Mono<OwnStatus> own(Account account) {
        return Mono.zip(statuses.of(account), clock.now(), OwnStatus::of);
    }

    Mono<OwnStatus> replace(Account account, StatusForm form) {
        return clock.now()
                .map(now -> form.at(now.truncatedTo(ChronoUnit.MILLIS)))
                .delayUntil(this::refuseUnknownEmoji)
                .delayUntil(status -> status.isNone() ? statuses.clear(account) : statuses.replace(account, status))
                .delayUntil(status -> people.changed(List.of(account.username())))
                .flatMap(status -> own(account));
    }

    Mono<Void> clear(Account account) {
        return statuses.clear(account).then(people.changed(List.of(account.username())));
    }

    /** Returns what any account shows. */
    Mono<PersonState> of(String username) {
        return accounts.byUsername(username)
                .map(Account::username)
                .flatMap(exact -> states.of(List.of(exact)).mapNotNull(found -> found.get(exact)))
                .switchIfEmpty(Mono.error(Refusal.of(Refusal.Code.ACCOUNT_NOT_FOUND, "There is no such account.")));
    }

    private Mono<Void> refuseUnknownEmoji(Status status) {
        String emoji = status.emoji();
        if (emoji == null || !StatusForm.isCustom(emoji)) {
            return Mono.empty();
        }
        return statuses.hasEmoji(emoji.substring(1, emoji.length() - 1))
                .flatMap(known -> known ? Mono.empty() : Mono.error(StatusForm.noEmoji()));
    }
}
