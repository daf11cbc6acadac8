package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Passwords;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import chat.parley.session.Session;
import chat.parley.session.SessionService;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Changes an account's own password and ends its other sessions. */
@Service
class PasswordService {

    private final Passwords passwords;
    private final Accounts accounts;
    private final SessionService sessions;
    private final Audit audit;
    private final RateLimits limits;

    PasswordService(Passwords passwords, Accounts accounts, SessionService sessions, Audit audit, RateLimits limits) {
        this.audit = audit;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.limits = limits;
    }

    /**
     * Replaces the password, ends all other sessions, and deletes password reset links.
     *
     * @param includeTokens whether the account's API tokens are revoked, too
     */
    Mono<Void> change(Session session, String current, String replacement, boolean includeTokens, BrowserInfo client) {
        Account account = session.account();
        return refuseGuest(account)
                .then(Mono.defer(() -> refuseBroken("replacement", replacement, account)))
                .then(Mono.fromRunnable(() -> limits.take(Rate.CHANGE_PASSWORD, account.id())))
                .then(Mono.defer(() -> currentHash(account, current)))
                .zipWhen(hash -> passwords.hash(replacement))
                .flatMap(hashes -> sessions.endOthers(
                        session,
                        includeTokens,
                        accounts.replaceHash(account, hashes.getT1(), hashes.getT2())
                                .filter(done -> done)))
                .switchIfEmpty(
                        Mono.error(() -> Refusal.field("current", "wrong", "The current password is incorrect.")))
                .then(Mono.defer(() -> audit.add(
                        account.username(),
                        Action.PASSWORD_CHANGED,
                        null,
                        null,
                        client.address().text())));
    }

    private static Mono<Void> refuseGuest(Account account) {
        return account.kind() == Account.Kind.GUEST
                ? Mono.error(() -> Refusal.of(Refusal.Code.FORBIDDEN, "Guests have no password."))
                : Mono.empty();
    }

    private Mono<String> currentHash(Account account, String password) {
        return accounts.credentials(account)
                .mapNotNull(Accounts.Credentials::hash)
                .filterWhen(hash -> passwords.matches(password, hash));
    }

    /** @param field the name of the password's field in the request */
    Mono<Void> refuseBroken(String field, String replacement, Account account) {
        return passwords
                .brokenRule(replacement, account.username())
                .doOnNext(rule -> rule.ifPresent(code -> {
                    throw Refusal.field(field, code, "Choose another password.");
                }))
                .then();
    }
}
