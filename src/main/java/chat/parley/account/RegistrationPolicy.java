package chat.parley.account;

import chat.parley.http.Refusal;
import chat.parley.settings.Registration;
import chat.parley.settings.ServerSettings;
import chat.parley.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may make an account now. Somebody has to be the first: where nobody has an account, anybody may make one. */
@Component
class RegistrationPolicy {

    private final Settings settings;
    private final Accounts accounts;
    private final ObjectProvider<Invitations> invitations;

    RegistrationPolicy(Settings settings, Accounts accounts, ObjectProvider<Invitations> invitations) {
        this.settings = settings;
        this.accounts = accounts;
        this.invitations = invitations;
    }

    /** Refuses early and uses nothing up. */
    Mono<Void> check(@Nullable String invite) {
        return registration().doOnNext(now -> refuse(now, invite)).then();
    }

    /** Makes the account as far as the policy allows it; where an invite is required, the two are one transaction. */
    Mono<Account> admit(@Nullable String invite, Mono<Account> creation) {
        return registration().doOnNext(now -> refuse(now, invite)).flatMap(now -> {
            Invitations known = invitations.getIfAvailable();
            return now == Registration.INVITATION && invite != null && known != null
                    ? known.admit(invite, creation)
                    : creation;
        });
    }

    private Mono<Registration> registration() {
        return settings.current()
                .map(ServerSettings::registration)
                .filterWhen(now -> now == Registration.OPEN ? Mono.just(true) : accounts.anybody())
                .defaultIfEmpty(Registration.OPEN);
    }

    private static void refuse(Registration now, @Nullable String invite) {
        if (now == Registration.CLOSED) {
            throw Refusal.of(Refusal.Code.REGISTRATION_CLOSED, "Accounts are made by an administrator here.");
        }
        if (now == Registration.INVITATION && invite == null) {
            throw Refusal.of(Refusal.Code.INVITATION_REQUIRED, "An account can be made with an invite only.");
        }
    }
}
