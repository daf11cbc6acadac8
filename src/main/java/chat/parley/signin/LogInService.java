package chat.parley.signin;

import chat.parley.account.Accounts;
import chat.parley.account.Accounts.Credentials;
import chat.parley.account.Passwords;
import chat.parley.account.Usernames;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import chat.parley.session.NewSession;
import chat.parley.session.SessionService;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Logs accounts in. An unknown name, a wrong password, a guest's name and a disabled account receive the same answer
 * after the same amount of work, so that the response does not reveal which names exist.
 */
@Service
class LogInService {

    private final Usernames usernames;
    private final KnownDevices devices;
    private final Passwords passwords;
    private final Accounts accounts;
    private final SessionService sessions;
    private final Audit audit;
    private final RateLimits limits;

    LogInService(
            Usernames usernames,
            KnownDevices devices,
            Passwords passwords,
            Accounts accounts,
            SessionService sessions,
            Audit audit,
            RateLimits limits) {
        this.audit = audit;
        this.usernames = usernames;
        this.devices = devices;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
    }

    /** @param device the value of the browser's device cookie; null if there is none */
    Mono<NewSession> logIn(String name, String password, @Nullable String device, BrowserInfo client) {
        String key = usernames.key(name).orElse(""); // No account has this key
        return devices.known(key, device)
                .map(nonce -> new LogInBudget(key, client.address(), nonce))
                .defaultIfEmpty(new LogInBudget(key, client.address(), null))
                .doOnNext(budget -> budget.take(limits))
                .flatMap(budget ->
                        startSession(name, key, password, client).doOnNext(newSession -> budget.giveBack(limits)));
    }

    private Mono<NewSession> startSession(String name, String key, String password, BrowserInfo client) {
        return Mono.defer(() -> accounts.credentials(key))
                .singleOptional()
                .flatMap(found -> withMatchingPassword(found, password))
                .flatMap(found -> sessions.start(found.account(), String.valueOf(found.hash()), client))
                .switchIfEmpty(Mono.defer(() -> audit(Action.LOG_IN_FAILED, null, name, client)
                        .then(Mono.error(
                                () -> Refusal.of(Refusal.Code.BAD_CREDENTIALS, "Incorrect username or password.")))))
                .delayUntil(newSession ->
                        audit(Action.LOG_IN, newSession.session().account().username(), null, client));
    }

    private Mono<Void> audit(Action action, @Nullable String actor, @Nullable String subject, BrowserInfo client) {
        return audit.add(actor, action, subject, null, client.address().text());
    }

    private Mono<Credentials> withMatchingPassword(Optional<Credentials> found, String password) {
        return passwords
                .matches(password, found.map(Credentials::hash).orElse(null))
                .filter(matches -> matches && !found.orElseThrow().disabled())
                .map(matches -> found.orElseThrow());
    }
}
