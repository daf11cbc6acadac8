package chat.parley.session;

import chat.parley.account.Accounts;
import chat.parley.settings.Settings;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Ends the sessions of guests when guest access is turned off. */
@Repository
public class GuestSessions {

    /** The number of ids per notification of other nodes. */
    private static final int BATCH_SIZE = 500;

    private static final String GUEST_ROWS =
            "select k.token_hash from %s k join account a on a.id = k.account_id" + " where a.kind = 'guest'";

    private final DatabaseClient database;
    private final Settings settings;
    private final SessionEndBroadcast ended;

    GuestSessions(DatabaseClient database, Settings settings, SessionEndBroadcast ended) {
        this.database = database;
        this.settings = settings;
        this.ended = ended;
    }

    /** Ends the sessions and tokens of all guests, unless guest access is on. */
    public Mono<Void> endUnlessAllowed() {
        return settings.current()
                .filter(settings -> !settings.guests())
                .flatMap(settings -> end("session").then(end("token")));
    }

    private Mono<Void> end(String table) {
        return database.sql(GUEST_ROWS.formatted(table))
                .map(row -> Accounts.required(row, "token_hash", String.class))
                .all()
                .buffer(BATCH_SIZE)
                .collectList()
                .flatMapIterable(batches -> batches)
                .concatMap(ids -> end(table, ids))
                .then();
    }

    private Mono<Void> end(String table, List<String> ids) {
        return database.sql("delete from " + table + " where token_hash = any(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .then()
                .then(Mono.defer(() -> ended.publish(ids)));
    }
}
