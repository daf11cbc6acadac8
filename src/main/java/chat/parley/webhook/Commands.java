package chat.parley.webhook;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code command}. */
@Repository
class Commands {

    private static final String SELECT =
            "select c.id, c.room_id, c.hook_id, c.name, c.description, c.usage_hint, c.url,"
                    + " c.secret, a.username, case when a.disabled_at is null and exists (select 1 from member m"
                    + " where m.room_id = c.room_id and m.account_id = a.id and m.left_at is null) then true else false end"
                    + " as creator_present from command c join account a on a.id = c.created_by where c.room_id = :room";

    private static final String INSERT = """
        insert into command (room_id, hook_id, name, description, usage_hint, url, secret, created_by, created_at)
        values (:room, :hook, :name, :description, :usage, :url, :secret, :by, :now)\
        """;

    /** Null keeps the column's value, even one that is stored concurrently. */
    private static final String UPDATE = """
        update command set name = coalesce(cast(:name as varchar), name),
            description = coalesce(cast(:description as varchar), description),
            usage_hint = coalesce(cast(:usage as varchar), usage_hint),
            url = coalesce(cast(:url as varchar), url), created_by = :by
        where id = :id\
        """;

    private final DatabaseClient database;
    private final Clock clock;

    Commands(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Returns the commands of a room by name. */
    Flux<Command> inRoom(String room, int limit) {
        return database.sql(SELECT + " order by c.name limit :limit")
                .bind("room", room)
                .bind("limit", limit)
                .map(Commands::command)
                .all();
    }

    Mono<Command> byName(String room, String name) {
        return database.sql(SELECT + " and c.name = :name")
                .bind("room", room)
                .bind("name", name)
                .map(Commands::command)
                .one();
    }

    /**
     * Locks the webhooks of a room until the transaction ends, so that commands are created one after another. Returns
     * whether this webhook is one of them.
     */
    Mono<Boolean> lock(String room, long hook) {
        return database.sql("select id from hook where room_id = :room order by id for update")
                .bind("room", room)
                .map(row -> Accounts.required(row, "id", Long.class))
                .all()
                .collectList()
                .map(all -> all.contains(hook));
    }

    /** @param form a valid form of a new command */
    Mono<Void> insert(String room, CommandForm form, String secret, Account creator) {
        return texts(database.sql(INSERT), form, creator)
                .bind("room", room)
                .bind("hook", Parameter.fromOrEmpty(form.hook(), Long.class))
                .bind("secret", secret)
                .bind("now", now())
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, taken -> taken(form))
                .then();
    }

    /** Changes the values that are not null; the account becomes the one that chose the URL. */
    Mono<Boolean> update(long id, CommandForm form, Account editor) {
        return texts(database.sql(UPDATE), form, editor)
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .onErrorMap(DuplicateKeyException.class, taken -> taken(form))
                .map(rows -> rows > 0);
    }

    Mono<Void> delete(long id) {
        return database.sql("delete from command where id = :id").bind("id", id).then();
    }

    private static GenericExecuteSpec texts(GenericExecuteSpec sql, CommandForm form, Account by) {
        return sql.bind("name", text(form.name()))
                .bind("description", text(form.description()))
                .bind("usage", text(form.usage()))
                .bind("url", text(form.url()))
                .bind("by", by.id());
    }

    private static Parameter text(@Nullable String value) {
        return Parameter.fromOrEmpty(value, String.class);
    }

    private static Refusal taken(CommandForm form) {
        return Refusal.field("name", "taken", "The room already has a command /" + form.name() + ".");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Command command(Readable row) {
        return new Command(
                Accounts.required(row, "id", Long.class),
                Accounts.required(row, "room_id", String.class),
                Accounts.required(row, "hook_id", Long.class),
                Accounts.required(row, "name", String.class),
                Accounts.required(row, "description", String.class),
                Accounts.required(row, "usage_hint", String.class),
                Accounts.required(row, "url", String.class),
                Accounts.required(row, "secret", String.class),
                Accounts.required(row, "username", String.class),
                Accounts.required(row, "creator_present", Boolean.class));
    }
}
