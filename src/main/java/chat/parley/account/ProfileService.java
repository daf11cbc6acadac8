package chat.parley.account;

import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Changes the profile of an account. */
@Service
public class ProfileService {

    private final AccountNames names;
    private final List<AccountListener> listeners;
    private final RateLimits limits;

    ProfileService(AccountNames names, List<AccountListener> listeners, RateLimits limits) {
        this.names = names;
        this.listeners = listeners;
        this.limits = limits;
    }

    /** Renames the account at its own request. */
    public Mono<Profile> rename(Account account, @Nullable String displayName) {
        return rename(account, displayName, account.admin());
    }

    /** Rejects a display name that {@link #rename} would reject, without storing it. */
    public Mono<Void> check(Account account, String displayName, boolean byAdministrator) {
        return Mono.defer(() -> names.refuseMisleading(account, DisplayName.of(displayName), byAdministrator));
    }

    /**
     * Stores the new display name, then notifies the listeners, which update the account's rooms.
     *
     * @param byAdministrator whether names that are reserved for the installation are allowed
     */
    public Mono<Profile> rename(Account account, @Nullable String displayName, boolean byAdministrator) {
        return rename(account, displayName, byAdministrator, Mono.empty());
    }

    /** @param before another change of the account, which is performed only if the rate limit permits the new name */
    public Mono<Profile> rename(
            Account account, @Nullable String displayName, boolean byAdministrator, Mono<Void> before) {
        return Mono.defer(() -> {
            Account renamed = account.withDisplayName(DisplayName.of(displayName));
            Mono<Profile> change = before.then(names.rename(account, renamed.displayName(), byAdministrator))
                    .then(changed(renamed));
            return limits.charge(Rate.RENAME, account.id(), change);
        });
    }

    /**
     * Sets the display name of a new account within the caller's transaction. The account is not a member of any room
     * yet, so nobody is notified.
     */
    public Mono<Account> name(Account account, String displayName, boolean byAdministrator) {
        return Mono.defer(() -> {
            Account named = account.withDisplayName(DisplayName.of(displayName));
            return names.rename(account, named.displayName(), byAdministrator).thenReturn(named);
        });
    }

    /** Notifies the listeners of a profile that is stored. */
    public Mono<Profile> changed(Account account) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.profileChanged(account))
                .then(Mono.fromSupplier(() -> Profile.of(account)));
    }
}
