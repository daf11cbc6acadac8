package chat.parley.file;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.channel.ChannelLayer;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.time.Clock;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The custom emoji of this server. Callers check permission. */
@Service
public class EmojiService {

    /** The channel that announces changes. The message is empty: a hint to read the list again. */
    public static final String CHANNEL = "emoji";

    static final int MAX_EMOJI = 500;

    private static final PictureStore.Bounds BOUNDS = new PictureStore.Bounds(256 * 1024, 128);

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final PictureStore pictures;
    private final ChannelLayer channels;
    private final Clock clock;

    EmojiService(
            DatabaseClient database,
            TransactionalOperator transaction,
            PictureStore pictures,
            ChannelLayer channels,
            Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.pictures = pictures;
        this.channels = channels;
        this.clock = clock;
        EmojiName.load();
    }

    /** @param picture the version of the picture */
    public record CustomEmoji(String name, String picture) {}

    /** Returns all emoji by name. */
    Mono<List<CustomEmoji>> list() {
        return database.sql("select name, picture_id from emoji order by name limit :limit")
                .bind("limit", MAX_EMOJI)
                .map(row -> new CustomEmoji(
                        Accounts.required(row, "name", String.class),
                        Accounts.required(row, "picture_id", String.class)))
                .all()
                .collectList();
    }

    /** Adds an emoji, or replaces its picture. */
    public Mono<CustomEmoji> put(Account administrator, String rawName, RawBody body) {
        return Mono.fromSupplier(() -> EmojiName.ofNew(rawName))
                .flatMap(name -> pictures.store(administrator, BOUNDS, body, picture -> insert(name, picture))
                        .delayUntil(emoji -> announce()));
    }

    private Mono<CustomEmoji> insert(String name, Picture picture) {
        return lock().then(delete(name))
                .flatMap(replaced -> replaced ? Mono.just(true) : refuseTooMany())
                .then(Mono.defer(() -> database.sql("""
                                insert into emoji (name, picture_id, type, added_at)
                                values (:name, :picture, :type, :now)""")
                        .bind("name", name)
                        .bind("picture", picture.id())
                        .bind("type", picture.type())
                        .bind("now", clock.instant())
                        .then()))
                .thenReturn(new CustomEmoji(name, picture.id()));
    }

    /** Serializes the changes of all administrators. */
    private Mono<Void> lock() {
        return database.sql("select id from installation where id = 1 for update")
                .fetch()
                .all()
                .then();
    }

    /** Removes the emoji; returns whether there was one. */
    private Mono<Boolean> delete(String name) {
        return database.sql("select picture_id from emoji where name = :name")
                .bind("name", name)
                .map(row -> Accounts.required(row, "picture_id", String.class))
                .one()
                .delayUntil(pictures::release)
                .delayUntil(former -> database.sql("delete from emoji where name = :name")
                        .bind("name", name)
                        .then())
                .map(former -> true)
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> refuseTooMany() {
        return database.sql("select count(*) as emoji from emoji")
                .map(row -> Accounts.required(row, "emoji", Long.class))
                .one()
                .flatMap(count -> count < MAX_EMOJI
                        ? Mono.just(true)
                        : Mono.error(
                                Refusal.field("name", "too_many", "There can be at most " + MAX_EMOJI + " emoji.")));
    }

    /** Removes an emoji. Messages and reactions show its name from then on. */
    public Mono<Void> remove(String name) {
        return lock().then(delete(name))
                .as(transaction::transactional)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(EmojiService::notFound))
                .flatMap(removed -> announce());
    }

    private Mono<Void> announce() {
        return channels.publish(CHANNEL, new byte[0]).onErrorComplete();
    }

    Mono<Picture> picture(String name) {
        return Mono.just(name)
                .filter(EmojiName::isValid)
                .flatMap(valid -> database.sql("""
                                select e.picture_id, e.type, b.bytes from emoji e join blob b on b.id = e.picture_id
                                where e.name = :name""")
                        .bind("name", valid)
                        .map(row -> new Picture(
                                Accounts.required(row, "picture_id", String.class),
                                Accounts.required(row, "type", String.class),
                                Accounts.required(row, "bytes", Long.class)))
                        .one())
                .switchIfEmpty(Mono.error(EmojiService::notFound));
    }

    private static Refusal notFound() {
        return Refusal.of(Code.FILE_NOT_FOUND, "There is no such emoji.");
    }
}
