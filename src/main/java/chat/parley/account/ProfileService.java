package chat.parley.account;

import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How an account shows itself to others. */
@Service
class ProfileService {

    private final Accounts accounts;
    private final List<AccountListener> listeners;
    private final RateLimits limits;

    ProfileService(Accounts accounts, List<AccountListener> listeners, RateLimits limits) {
        this.accounts = accounts;
        this.listeners = listeners;
        this.limits = limits;
    }

    /** The account is stored first, then its rooms are told. */
    Mono<Profile> rename(Account account, @Nullable String displayName) {
        return Mono.defer(() -> {
            Account renamed = account.shownAs(DisplayName.of(displayName));
            limits.take(Rate.RENAME, account.id());
            return accounts.rename(renamed, renamed.displayName())
                    .thenMany(Flux.fromIterable(listeners))
                    .concatMap(listener -> listener.renamed(renamed))
                    .then(Mono.just(Profile.of(renamed)));
        });
    }
}
