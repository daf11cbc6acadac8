package chat.parley.file;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.Profile;
import chat.parley.account.ProfileService;
import chat.parley.account.Usernames;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Profile pictures. An account has at most one; everybody who is logged in may see it. A change is propagated to the
 * account's rooms like a new display name.
 */
@Service
public class AvatarService {

    private static final PictureStore.Bounds BOUNDS = new PictureStore.Bounds(1024 * 1024, 1024);

    private static final String PICTURE = """
            select a.avatar_id, a.avatar_type, b.bytes from account a join blob b on b.id = a.avatar_id
            where a.username_key = :key""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Usernames usernames;
    private final PictureStore pictures;
    private final ProfileService profiles;
    private final RateLimits limits;

    AvatarService(
            DatabaseClient database,
            TransactionalOperator transaction,
            Usernames usernames,
            PictureStore pictures,
            ProfileService profiles,
            RateLimits limits) {
        this.database = database;
        this.transaction = transaction;
        this.usernames = usernames;
        this.pictures = pictures;
        this.profiles = profiles;
        this.limits = limits;
    }

    /** Replaces the account's picture. A refused request leaves the former one unchanged. */
    Mono<Profile> replace(Account account, RawBody body) {
        return pictures.store(account, BOUNDS, body, picture -> {
                    limits.take(Rate.RENAME, account.id());
                    return replacePicture(account, picture).thenReturn(account.withAvatar(picture.id()));
                })
                .flatMap(profiles::changed);
    }

    /** Removes the account's picture, if there is one. */
    public Mono<Void> remove(Account account) {
        return replacePicture(account, null)
                .as(transaction::transactional)
                .then(Mono.defer(() -> profiles.changed(account.withAvatar(null))))
                .then();
    }

    /** The lock serializes concurrent changes, so that each of them releases the picture that it replaces. */
    private Mono<Void> replacePicture(Account account, @Nullable Picture picture) {
        return database.sql("select avatar_id from account where id = :id for update")
                .bind("id", account.id())
                .map(row -> Optional.ofNullable(row.get(0, String.class)))
                .one()
                .flatMap(former -> update(account, picture).then(Mono.justOrEmpty(former)))
                .flatMap(pictures::release);
    }

    private Mono<Void> update(Account account, @Nullable Picture picture) {
        DatabaseClient.GenericExecuteSpec statement = database.sql(
                        "update account set avatar_id = :avatar, avatar_type = :type where id = :id")
                .bind("id", account.id());
        return (picture == null
                        ? statement.bindNull("avatar", String.class).bindNull("type", String.class)
                        : statement.bind("avatar", picture.id()).bind("type", picture.type()))
                .then();
    }

    /** Returns the picture of an account; refused if it has none. */
    Mono<Picture> of(String username) {
        return Mono.justOrEmpty(usernames.key(username))
                .flatMap(key -> database.sql(PICTURE)
                        .bind("key", key)
                        .map(row -> new Picture(
                                Accounts.required(row, "avatar_id", String.class),
                                Accounts.required(row, "avatar_type", String.class),
                                Accounts.required(row, "bytes", Long.class)))
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.FILE_NOT_FOUND, "There is no picture.")));
    }
}
