package chat.parley.account;

import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Change of the own password. Whoever else was signed in with the old one is signed out. */
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
     * Replaces the password and ends all sessions but this one, and links that would reset it.
     *
     * @param tokensToo whether the account's tokens end too
     */
    Mono<Void> change(Session session, String current, String replacement, boolean tokensToo, Client client) {
        Account account = session.account();
        return Mono.fromRunnable(() -> limits.take(Rate.CHANGE_PASSWORD, account.id()))
                .then(Mono.defer(() -> currentHash(account, current)))
                .delayUntil(hash -> refuseBroken(replacement, account))
                .zipWhen(hash -> passwords.hash(replacement))
                .flatMap(hashes -> sessions.endOthers(
                        session,
                        tokensToo,
                        accounts.replaceHash(account, hashes.getT1(), hashes.getT2())
                                .filter(done -> done)))
                .switchIfEmpty(Mono.error(() -> Refusal.field("current", "wrong", "The current password is wrong.")))
                .then(Mono.defer(() -> audit.add(
                        account.username(),
                        Action.PASSWORD_CHANGED,
                        null,
                        null,
                        client.address().text())));
    }

    private Mono<String> currentHash(Account account, String password) {
        if (account.kind() == Account.Kind.GUEST) {
            return Mono.error(Refusal.of(Refusal.Code.FORBIDDEN, "A guest has no password."));
        }
        return accounts.credentials(account)
                .mapNotNull(Accounts.Credentials::hash)
                .filterWhen(hash -> passwords.matches(password, hash));
    }

    private Mono<Void> refuseBroken(String replacement, Account account) {
        return refuseBroken("replacement", replacement, account);
    }

    /** @param field how the request calls the password */
    Mono<Void> refuseBroken(String field, String replacement, Account account) {
        return passwords
                .brokenRule(replacement, account.username())
                .doOnNext(rule -> rule.ifPresent(code -> {
                    throw Refusal.field(field, code, "Choose another password.");
                }))
                .then();
    }
}
