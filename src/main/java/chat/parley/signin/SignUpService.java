package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Passwords;
import chat.parley.account.Usernames;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.FieldError;
import chat.parley.session.BrowserInfo;
import chat.parley.session.NewSession;
import chat.parley.session.SessionService;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Creates accounts, after checking that the name is free and the password is hard to guess. */
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
     * Creates an account and starts a session. Nothing is stored unless name and password are valid.
     *
     * @param invite the token of an invite, if one is required
     * @param setupCode for the first account; see {@link SetupCode}
     */
    Mono<NewSession> signUp(
            String name, String password, @Nullable String invite, @Nullable String setupCode, BrowserInfo client) {
        String username = usernames.normalize(name);
        Mono<Account> admission = Mono.defer(() -> setup.check(setupCode, client))
                .then(policy.check(invite))
                .then(checkedHash(username, password, isReserved(username)))
                .flatMap(hash -> policy.admit(invite, accounts.create(username, Account.Kind.MEMBER, hash)));
        return limits.charge(Rate.SIGN_UP, client.address(), admission)
                .delayUntil(account -> audit.add(
                        account.username(),
                        Action.SIGN_UP,
                        null,
                        null,
                        client.address().text()))
                .flatMap(account -> sessions.start(account, client));
    }

    /** Creates an account for somebody else, also with a reserved name. */
    Mono<Account> create(String name, String password) {
        String username = usernames.normalize(name);
        return checkedHash(username, password, Mono.just(false))
                .flatMap(hash -> accounts.create(username, Account.Kind.MEMBER, hash));
    }

    /** The first account of an installation becomes its administrator and may have a reserved name. */
    private Mono<Boolean> isReserved(String username) {
        return usernames.brokenRule(username).isEmpty() && usernames.isOfficial(username)
                ? accounts.anyAccountExists()
                : Mono.just(false);
    }

    private Mono<String> checkedHash(String username, String password, Mono<Boolean> reserved) {
        String validUsername = usernames.brokenRule(username).isPresent() ? "" : username;
        return reserved.zipWith(passwords.brokenRule(password, validUsername))
                .doOnNext(both -> refuseBroken(brokenRule(username, both.getT1()), both.getT2()))
                .then(Mono.defer(() -> accounts.refuseTaken(username)))
                .then(Mono.defer(() -> passwords.hash(password)));
    }

    private Optional<String> brokenRule(String username, boolean reserved) {
        return usernames.brokenRule(username).or(() -> reserved ? Optional.of("reserved") : Optional.empty());
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
