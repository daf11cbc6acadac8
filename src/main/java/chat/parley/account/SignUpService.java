package chat.parley.account;

import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** New members: a name that nobody has and a password that nobody guesses. */
@Service
class SignUpService {

    private final Usernames usernames;
    private final Passwords passwords;
    private final Accounts accounts;
    private final SessionService sessions;
    private final RateLimits limits;

    SignUpService(
            Usernames usernames, Passwords passwords, Accounts accounts, SessionService sessions, RateLimits limits) {
        this.usernames = usernames;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
    }

    /** Makes an account and signs it in. Nothing is stored unless name and password are right. */
    Mono<SignedIn> signUp(String name, String password, Client client) {
        String username = usernames.normalized(name);
        return Mono.fromRunnable(
                        () -> limits.take(Rate.SIGN_UP, client.address().key()))
                .then(passwords.brokenRule(password, username))
                .doOnNext(rule -> refuseBroken(usernames.brokenRule(username), rule))
                .then(Mono.defer(() -> accounts.refuseTaken(username)))
                .then(passwords.hash(password))
                .flatMap(hash -> accounts.create(username, Account.Kind.MEMBER, hash))
                .flatMap(account -> sessions.begin(account, client));
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
