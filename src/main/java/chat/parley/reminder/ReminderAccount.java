package chat.parley.reminder;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.ProfileService;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The account that sends reminders. Nobody can log in to it. The first node that needs it creates it. Names that
 * contain "parley" are reserved, so no other account can pass for it.
 */
@Repository
class ReminderAccount {

    private static final String USERNAME = "parley-reminders";
    private static final String DISPLAY_NAME = "Reminders";

    /** How many usernames are tried before giving up, in case people already have them. */
    private static final int MAX_NAMES = 20;

    private static final String READ = "select " + Accounts.COLUMNS
            + " from installation i join account a on a.id = i.reminder_account where i.id = 1";

    private static final String CLAIM =
            "update installation set reminder_account = :id where id = 1 and reminder_account is null";

    private final DatabaseClient database;
    private final Accounts accounts;
    private final ProfileService profiles;
    private final TransactionalOperator transaction;

    ReminderAccount(
            DatabaseClient database, Accounts accounts, ProfileService profiles, TransactionalOperator transaction) {
        this.database = database;
        this.accounts = accounts;
        this.profiles = profiles;
        this.transaction = transaction;
    }

    Mono<Account> get() {
        return read().switchIfEmpty(Mono.defer(this::create).then(Mono.defer(this::read)));
    }

    private Mono<Account> read() {
        return database.sql(READ).map(Accounts::account).one();
    }

    /** Does nothing if another node has created it meanwhile. */
    private Mono<Void> create() {
        Stream<String> names = IntStream.rangeClosed(1, MAX_NAMES)
                .mapToObj(number -> number == 1 ? USERNAME : USERNAME + "-" + number);
        return Flux.fromStream(names)
                .concatMap(name -> claim(name).onErrorResume(ReminderAccount::isTaken, taken -> Mono.empty()), 1)
                .next()
                .flatMap(this::name);
    }

    private Mono<Account> claim(String username) {
        return accounts.create(username, Account.Kind.MEMBER, null)
                .flatMap(created -> database.sql(CLAIM)
                        .bind("id", created.id())
                        .fetch()
                        .rowsUpdated()
                        .filter(rows -> rows > 0)
                        .switchIfEmpty(Mono.error(ReminderAccount::alreadyCreated))
                        .thenReturn(created))
                .as(transaction::transactional);
    }

    /** If this is refused, the username is shown instead. */
    private Mono<Void> name(Account created) {
        return profiles.rename(created, DISPLAY_NAME, true)
                .onErrorComplete(Refusal.class)
                .then();
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == Code.USERNAME_TAKEN;
    }

    /** Rolls the transaction back. */
    private static Refusal alreadyCreated() {
        return Refusal.of(Code.USERNAME_TAKEN, "Another node has created the account.");
    }
}
