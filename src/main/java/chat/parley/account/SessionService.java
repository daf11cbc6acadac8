package chat.parley.account;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Begins and ends sessions, and tells who needs to know. */
@Service
class SessionService {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Revocation revocation;
    private final EndedSessions ended;
    private final TransactionalOperator transaction;
    private final List<AccountListener> listeners;

    SessionService(
            Accounts accounts,
            Sessions sessions,
            Revocation revocation,
            EndedSessions ended,
            TransactionalOperator transaction,
            List<AccountListener> listeners) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.revocation = revocation;
        this.ended = ended;
        this.transaction = transaction;
        this.listeners = listeners;
    }

    /** For an account that has just been made. */
    Mono<SignedIn> begin(Account account, Client client) {
        return told(account).then(sessions.open(account, client));
    }

    /**
     * For an account whose password, of that hash, has just been given. Empty when the account has got another password
     * since, or was disabled: the row's lock puts this before or after such a change, which then ends the session too.
     */
    Mono<SignedIn> begin(Account account, String hash, Client client) {
        return told(account)
                .then(accounts.lock(account, hash)
                        .flatMap(locked -> sessions.open(locked, client))
                        .as(transaction::transactional));
    }

    /** Ends the session: its cookie is worth nothing, and its sockets close, on every node. */
    Mono<Void> end(Session session) {
        List<String> ids = List.of(session.id());
        return sessions.end(ids).then(ended.tell(ids));
    }

    /** Ends the account's other sessions together with the change that asks for it; empty when that is empty. */
    <T> Mono<T> endOthers(Session kept, boolean tokensToo, Mono<T> change) {
        return change.zipWhen(changed -> revocation.endOthers(kept, tokensToo))
                .as(transaction::transactional)
                .delayUntil(done -> ended.tell(done.getT2()))
                .map(done -> done.getT1());
    }

    private Mono<Void> told(Account account) {
        return Flux.fromIterable(listeners)
                .concatMap(listener -> listener.created(account))
                .then();
    }
}
