package chat.parley.account;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends everything by which an account can act: its sessions, its tokens, and the links that would reset its password. For
 * the transaction of the change that calls for it, after the account's row has been locked or changed, so that nothing
 * new slips in; who ends sessions notifies {@link EndedSessions} after the commit.
 */
@Repository
class Revocation {

    private final DatabaseClient database;
    private final Sessions sessions;
    private final Tokens tokens;

    Revocation(DatabaseClient database, Sessions sessions, Tokens tokens) {
        this.database = database;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** @return the ids of the sessions and tokens that have ended */
    Mono<List<String>> endAll(Account account) {
        return removeResetLinks(account)
                .thenMany(Flux.concat(sessions.endAll(account), tokens.endAll(account)))
                .flatMapIterable(ids -> ids)
                .collectList();
    }

    /**
     * For a changed password.
     *
     * @param tokensToo whether the account's programs are cut off with its other sessions
     * @return the ids of those that have ended
     */
    Mono<List<String>> endOthers(Session kept, boolean tokensToo) {
        Mono<List<String>> programs = tokensToo ? tokens.endAll(kept.account()) : Mono.just(List.of());
        return removeResetLinks(kept.account())
                .thenMany(Flux.concat(sessions.endOthers(kept), programs))
                .flatMapIterable(ids -> ids)
                .collectList();
    }

    Mono<Void> removeResetLinks(Account account) {
        return database.sql("delete from password_reset where account_id = :account")
                .bind("account", account.id())
                .then();
    }
}
