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

    private final AccountNames names;
    private final List<AccountListener> listeners;
    private final RateLimits limits;

    ProfileService(AccountNames names, List<AccountListener> listeners, RateLimits limits) {
        this.names = names;
        this.listeners = listeners;
        this.limits = limits;
    }

    /** The account's own wish. */
    Mono<Profile> rename(Account account, @Nullable String displayName) {
        return rename(account, displayName, account.admin());
    }

    /**
     * The account is stored first, then its rooms are told.
     *
     * @param byAdministrator who may give names that speak for the installation
     */
    Mono<Profile> rename(Account account, @Nullable String displayName, boolean byAdministrator) {
        return Mono.defer(() -> {
            Account renamed = account.shownAs(DisplayName.of(displayName));
            limits.take(Rate.RENAME, account.id());
            return names.refuseMisleading(account, renamed.displayName(), byAdministrator)
                    .then(Mono.defer(() -> names.store(account, renamed.displayName())))
                    .thenMany(Flux.fromIterable(listeners))
                    .concatMap(listener -> listener.renamed(renamed))
                    .then(Mono.just(Profile.of(renamed)));
        });
    }
}
