package chat.parley.account;

import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** New members: a name that nobody has and a password that nobody guesses. */
@Service
class SignUpService {

    private final Usernames usernames;
    private final Passwords passwords;
    private final Accounts accounts;
    private final SessionService sessions;
    private final RegistrationPolicy policy;
    private final SetupCode setup;
    private final Audit audit;
    private final RateLimits limits;

    SignUpService(
            Usernames usernames,
            Passwords passwords,
            Accounts accounts,
            SessionService sessions,
            RegistrationPolicy policy,
            SetupCode setup,
            Audit audit,
            RateLimits limits) {
        this.policy = policy;
        this.setup = setup;
        this.audit = audit;
        this.usernames = usernames;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
    }

    /**
     * Makes an account and signs it in. Nothing is stored unless name and password are right.
     *
     * @param invite the token of an invite, where one is required
     * @param setupCode for the first account; see {@link SetupCode}
     */
    Mono<SignedIn> signUp(
            String name, String password, @Nullable String invite, @Nullable String setupCode, Client client) {
        String username = usernames.normalized(name);
        return Mono.fromRunnable(() -> limits.take(Rate.SIGN_UP, client.address()))
                .then(Mono.defer(() -> setup.check(setupCode, client)))
                .then(policy.check(invite))
                .then(checkedHash(username, password))
                .flatMap(hash -> policy.admit(invite, accounts.create(username, Account.Kind.MEMBER, hash)))
                .delayUntil(account -> audit.add(
                        account.username(),
                        Action.SIGN_UP,
                        null,
                        null,
                        client.address().text()))
                .flatMap(account -> sessions.begin(account, client));
    }

    /** Makes an account for somebody else. */
    Mono<Account> create(String name, String password) {
        String username = usernames.normalized(name);
        return checkedHash(username, password).flatMap(hash -> accounts.create(username, Account.Kind.MEMBER, hash));
    }

    private Mono<String> checkedHash(String username, String password) {
        Optional<String> brokenName = usernames.brokenRule(username);
        return passwords
                .brokenRule(password, brokenName.isPresent() ? "" : username)
                .doOnNext(rule -> refuseBroken(brokenName, rule))
                .then(Mono.defer(() -> accounts.refuseTaken(username)))
                .then(Mono.defer(() -> passwords.hash(password)));
    }

    private static void refuseBroken(Optional<String> username, Optional<String> password) {
        List<FieldError> errors = Stream.of(
                        username.map(code -> new FieldError("username", code)),
                        password.map(code -> new FieldError("password", code)))
                .flatMap(Optional::stream)
                .toList();
        if (!errors.isEmpty()) {
            throw Refusal.invalid("Choose another " + (username.isPresent() ? "name." : "password."), errors);
        }
    }
}
