package chat.parley.session;

import chat.parley.account.Account;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Revokes all access of an account: sessions, API tokens and password reset links. Call it in the transaction of the
 * causing change, after locking or changing the account's row, so that no new access is created meanwhile; after the
 * commit, notify {@link SessionEndBroadcast}.
 */
@Repository
public class AccessRevocation {

    private final DatabaseClient database;
    private final Sessions sessions;
    private final Tokens tokens;

    AccessRevocation(DatabaseClient database, Sessions sessions, Tokens tokens) {
        this.database = database;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** @return the ids of the ended sessions and tokens */
    public Mono<List<String>> endAll(Account account) {
        return removeResetLinks(account)
                .thenMany(Flux.concat(sessions.endAll(account), tokens.endAll(account)))
                .flatMapIterable(ids -> ids)
                .collectList();
    }

    /**
     * Revokes all other access after a change of the password.
     *
     * @param includeTokens whether API tokens are revoked as well
     * @return the ids of the ended sessions and tokens
     */
    Mono<List<String>> endOthers(Session kept, boolean includeTokens) {
        Mono<List<String>> endedTokens = includeTokens ? tokens.endAll(kept.account()) : Mono.just(List.of());
        return removeResetLinks(kept.account())
                .thenMany(Flux.concat(sessions.endOthers(kept), endedTokens))
                .flatMapIterable(ids -> ids)
                .collectList();
    }

    public Mono<Void> removeResetLinks(Account account) {
        return database.sql("delete from password_reset where account_id = :account")
                .bind("account", account.id())
                .then();
    }
}
