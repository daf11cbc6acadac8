package chat.parley.session;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Passwords;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Confirms the presence of the account's owner before an action that outlives the session: the log-in is recent, or the
 * request contains the password. An unattended browser or a stolen cookie is not sufficient.
 */
@Component
public class RecentLogIn {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final DatabaseClient database;
    private final Accounts accounts;
    private final Passwords passwords;
    private final RateLimits limits;
    private final Clock clock;

    RecentLogIn(DatabaseClient database, Accounts accounts, Passwords passwords, RateLimits limits, Clock clock) {
        this.database = database;
        this.accounts = accounts;
        this.passwords = passwords;
        this.limits = limits;
        this.clock = clock;
    }

    /** @param password null for none; a wrong one is refused even after a recent log-in */
    public Mono<Void> confirm(Session session, @Nullable String password) {
        return password == null ? mustBeRecent(session) : mustMatch(session.account(), password);
    }

    private Mono<Void> mustBeRecent(Session session) {
        return database.sql("select 1 from session where token_hash = :id and created_at > :since")
                .bind("id", session.id())
                .bind("since", clock.instant().minus(MAX_AGE))
                .map(row -> true)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.field("password", "required", "Enter your password.")))
                .then();
    }

    private Mono<Void> mustMatch(Account account, String password) {
        return Mono.fromRunnable(() -> limits.take(Rate.CHANGE_PASSWORD, account.id()))
                .then(Mono.defer(() -> accounts.credentials(account)))
                .flatMap(credentials -> passwords.matches(password, credentials.hash()))
                .filter(matches -> matches)
                .switchIfEmpty(Mono.error(() -> Refusal.field("password", "wrong", "The password is incorrect.")))
                .then();
    }
}
