package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Invitations;
import chat.parley.http.Refusal;
import chat.parley.settings.Registration;
import chat.parley.settings.ServerSettings;
import chat.parley.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Decides who may create an account. On an installation without accounts anybody may create the first one. */
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

    /** Refuses early, without using up an invite. */
    Mono<Void> check(@Nullable String invite) {
        return registration()
                .doOnNext(registration -> refuse(registration, invite))
                .then();
    }

    /** Creates the account if the policy allows it; with an invite, in the same transaction as its use. */
    Mono<Account> admit(@Nullable String invite, Mono<Account> creation) {
        return registration()
                .doOnNext(registration -> refuse(registration, invite))
                .flatMap(registration -> {
                    Invitations known = invitations.getIfAvailable();
                    return registration == Registration.INVITATION && invite != null && known != null
                            ? known.admit(invite, creation)
                            : creation;
                });
    }

    private Mono<Registration> registration() {
        return settings.current()
                .map(ServerSettings::registration)
                .filterWhen(registration ->
                        registration == Registration.OPEN ? Mono.just(true) : accounts.anyAccountExists())
                .defaultIfEmpty(Registration.OPEN);
    }

    private static void refuse(Registration registration, @Nullable String invite) {
        if (registration == Registration.CLOSED) {
            throw Refusal.of(Refusal.Code.REGISTRATION_CLOSED, "Only an administrator can create accounts here.");
        }
        if (registration == Registration.INVITATION && invite == null) {
            throw Refusal.of(Refusal.Code.INVITATION_REQUIRED, "You need an invite to sign up here.");
        }
    }
}
