package chat.parley.session;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.account.Accounts;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates and ends sessions, and notifies those parts that depend on them. */
@Service
public class SessionService {

    private final Accounts accounts;
    private final Sessions sessions;
    private final AccessRevocation revocation;
    private final SessionEndBroadcast ended;
    private final TransactionalOperator transaction;
    private final List<AccountListener> listeners;

    SessionService(
            Accounts accounts,
            Sessions sessions,
            AccessRevocation revocation,
            SessionEndBroadcast ended,
            TransactionalOperator transaction,
            List<AccountListener> listeners) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.revocation = revocation;
        this.ended = ended;
        this.transaction = transaction;
        this.listeners = listeners;
    }

    /** Creates a session for a new account. */
    public Mono<NewSession> start(Account account, BrowserInfo client) {
        return notifyCreated(account).then(sessions.open(account, client));
    }

    /**
     * Creates a session for an account whose password was verified against {@code hash}. Empty if the password has
     * changed since, or the account was disabled: the row's lock orders this call before or after such a change, and a
     * change afterwards ends the new session.
     */
    public Mono<NewSession> start(Account account, String hash, BrowserInfo client) {
        return notifyCreated(account)
                .then(accounts.lock(account, hash)
                        .flatMap(locked -> sessions.open(locked, client))
                        .as(transaction::transactional));
    }

    /** Ends the session: its cookie becomes invalid and its sockets close, on every node. */
    public Mono<Void> end(Session session) {
        List<String> ids = List.of(session.id());
        return sessions.end(ids).then(ended.publish(ids));
    }

    /**
     * Ends the account's other sessions in the same transaction as {@code change}; does nothing, and is empty, if
     * {@code change} is empty.
     */
    public <T> Mono<T> endOthers(Session current, boolean includeTokens, Mono<T> change) {
        return change.zipWhen(changed -> revocation.endOthers(current, includeTokens))
                .as(transaction::transactional)
                .delayUntil(done -> ended.publish(done.getT2()))
                .map(done -> done.getT1());
    }

    private Mono<Void> notifyCreated(Account account) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.created(account))
                .then();
    }
}
