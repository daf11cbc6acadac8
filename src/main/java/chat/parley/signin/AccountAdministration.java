package chat.parley.signin;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.ProfileService;
import chat.parley.group.GroupService;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.session.AccessRevocation;
import chat.parley.session.SessionEndBroadcast;
import chat.parley.session.Sessions;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Administrators' actions on accounts. Accounts are never deleted, so that messages keep their authors. The last
 * administrator can neither be disabled nor demoted. Callers check permission.
 */
@Service
public class AccountAdministration {

    private static final String SELECT = """
            select %s, a.disabled_at, a.created_at,
                (select max(s.last_seen_at) from session s where s.account_id = a.id) as last_seen_at,
                (select count(*) from session s where s.account_id = a.id and s.expires_at > :now) as sessions
            from account a where\s""".formatted(Accounts.COLUMNS);

    private static final String MATCHING = """
            a.username > :after
            and (lower(a.username) like :part escape '!' or lower(a.display_name) like :part escape '!')
            order by a.username limit :limit""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Accounts accounts;
    private final SignUpService signUps;
    private final ProfileService profiles;
    private final Sessions sessions;
    private final AccessRevocation revocation;
    private final SessionEndBroadcast sessionEnds;
    private final GroupService groups;
    private final Clock clock;

    AccountAdministration(
            DatabaseClient database,
            TransactionalOperator transaction,
            Accounts accounts,
            SignUpService signUps,
            ProfileService profiles,
            Sessions sessions,
            AccessRevocation revocation,
            SessionEndBroadcast sessionEnds,
            GroupService groups,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.accounts = accounts;
        this.signUps = signUps;
        this.profiles = profiles;
        this.sessions = sessions;
        this.revocation = revocation;
        this.sessionEnds = sessionEnds;
        this.groups = groups;
        this.clock = clock;
    }

    /**
     * @param avatar the id of the profile picture; written only if there is one
     * @param lastSeenAt the last use of the remaining sessions; null without any
     */
    public record Listed(
            String username,
            String displayName,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String avatar,

            String kind,
            boolean admin,
            @Nullable Instant disabledAt,
            Instant createdAt,
            @Nullable Instant lastSeenAt,
            long sessions) {}

    /** Changes to an account; null leaves a property unchanged. */
    public record Change(
            @Nullable Boolean disabled,
            @Nullable Boolean admin,
            @Nullable String displayName) {}

    /** Returns accounts whose username or display name contains {@code part}, by username, after {@code after}. */
    public Mono<List<Listed>> list(String part, String after, int limit) {
        return database.sql(SELECT + MATCHING)
                .bind("now", clock.instant())
                .bind("after", after)
                .bind("part", "%" + part.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%")
                .bind("limit", limit)
                .map(AccountAdministration::listed)
                .all()
                .collectList();
    }

    /** Creates an account by the rules of sign-up, whatever the registration policy. */
    public Mono<Listed> create(String username, String password) {
        return signUps.create(username, password).flatMap(this::read);
    }

    /** Returns the account; refused if there is none or if the change is invalid. */
    public Mono<Account> check(String username, Change change) {
        return find(username)
                .delayUntil(account -> change.displayName() == null
                        ? Mono.empty()
                        : profiles.check(account, change.displayName(), true));
    }

    /**
     * Changes an account in several steps. The first one can be refused with {@code last_administrator}; if a later one
     * fails, those before it are stored. Call {@link #check} before.
     */
    public Mono<Listed> change(Account account, Change change) {
        Mono<Void> accessChange = changeAccess(account, change)
                .then(change.disabled() == null ? Mono.empty() : profiles.changed(account))
                .then();
        return (change.displayName() == null
                        ? accessChange
                        : profiles.rename(account, change.displayName(), true, accessChange))
                .then(Mono.defer(() -> read(account)));
    }

    /** Ends all sessions of the account; its API tokens remain. */
    public Mono<Void> endSessions(String username) {
        return find(username).flatMap(sessions::endAll).flatMap(sessionEnds::publish);
    }

    /** Returns the account; refused if there is none. */
    public Mono<Account> find(String username) {
        return accounts.byUsername(username)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.ACCOUNT_NOT_FOUND, "This account doesn't exist.")));
    }

    private Mono<Void> changeAccess(Account account, Change change) {
        if (change.disabled() == null && change.admin() == null) {
            return Mono.empty();
        }
        boolean disables = Boolean.TRUE.equals(change.disabled());
        boolean reducesAdministrators = disables || Boolean.FALSE.equals(change.admin());
        return (reducesAdministrators ? refuseLastAdministrator(account) : Mono.<Void>empty())
                .then(update(account, change.disabled(), change.admin()))
                .then(Mono.defer(() -> revokeAccess(account, disables, reducesAdministrators)))
                .as(transaction::transactional)
                .flatMap(sessionEnds::publish)
                .then(disables ? groups.announce() : Mono.empty());
    }

    /**
     * Disabling an account revokes all of its access. Demoting it ends its sessions, so that no socket or page remains
     * that was opened with more rights.
     */
    private Mono<List<String>> revokeAccess(Account account, boolean disables, boolean reducesAdministrators) {
        if (disables) {
            return revocation.endAll(account);
        }
        return reducesAdministrators ? sessions.endAll(account) : Mono.just(List.of());
    }

    /** Locks the rows of all administrators in order, so that two of them cannot demote each other concurrently. */
    private Mono<Void> refuseLastAdministrator(Account account) {
        return database.sql("select id from account where admin and disabled_at is null order by id for update")
                .map(row -> Accounts.required(row, "id", Long.class))
                .all()
                .collectList()
                .doOnNext(all -> {
                    if (all.equals(List.of(account.id()))) {
                        throw Refusal.of(Code.LAST_ADMINISTRATOR, "Make somebody else an administrator first.");
                    }
                })
                .then();
    }

    private Mono<Void> update(Account account, @Nullable Boolean disabled, @Nullable Boolean admin) {
        Mono<Void> disabling = disabled == null
                ? Mono.empty()
                : disabled
                        ? database.sql("update account set disabled_at = coalesce(disabled_at, :now) where id = :id")
                                .bind("now", clock.instant())
                                .bind("id", account.id())
                                .then()
                                .then(Mono.defer(() -> groups.removeFromAll(account)))
                        : database.sql("update account set disabled_at = null where id = :id")
                                .bind("id", account.id())
                                .then();
        Mono<Void> promoting = admin == null
                ? Mono.empty()
                : database.sql("update account set admin = :admin where id = :id")
                        .bind("admin", admin)
                        .bind("id", account.id())
                        .then();
        return Flux.concat(disabling, promoting).then();
    }

    private Mono<Listed> read(Account account) {
        return database.sql(SELECT + "a.id = :id")
                .bind("now", clock.instant())
                .bind("id", account.id())
                .map(AccountAdministration::listed)
                .one();
    }

    private static Listed listed(Readable row) {
        Account account = Accounts.account(row);
        return new Listed(
                account.username(),
                account.displayName(),
                account.avatar(),
                account.kind().wire(),
                account.admin(),
                row.get("disabled_at", Instant.class),
                Accounts.required(row, "created_at", Instant.class),
                row.get("last_seen_at", Instant.class),
                Accounts.required(row, "sessions", Long.class));
    }
}
