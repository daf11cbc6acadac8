package chat.parley.account;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The accounts of this installation. */
@Repository
public class Accounts {

    /** The columns that {@link #account} reads, of a table that the statement calls {@code a}. */
    static final String COLUMNS = "a.id, a.username, a.display_name, a.kind, a.admin";

    private final DatabaseClient database;
    private final Usernames usernames;

    Accounts(DatabaseClient database, Usernames usernames) {
        this.database = database;
        this.usernames = usernames;
    }

    /**
     * The account of that name, in any case and also when a look-alike was typed; disabled ones too. Empty when there
     * is none or the name can be nobody's.
     */
    public Mono<Account> byUsername(String username) {
        return Mono.justOrEmpty(usernames.key(username))
                .flatMap(key -> database.sql("select " + COLUMNS + " from account a where a.username_key = :key")
                        .bind("key", key)
                        .map(Accounts::account)
                        .one());
    }

    static Account account(Readable row) {
        return new Account(
                required(row, "id", Long.class),
                required(row, "username", String.class),
                required(row, "display_name", String.class),
                Account.Kind.ofWire(required(row, "kind", String.class)),
                required(row, "admin", Boolean.class));
    }

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
