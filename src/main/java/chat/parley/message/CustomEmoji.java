package chat.parley.message;

import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Checks reactions with custom emoji, which are written {@code :name:}. */
@Repository
class CustomEmoji {

    private static final Pattern FORMAT = Pattern.compile(":[a-z0-9_-]{2,32}:");

    private final DatabaseClient database;

    CustomEmoji(DatabaseClient database) {
        this.database = database;
    }

    static boolean isOne(String emoji) {
        return FORMAT.matcher(emoji).matches();
    }

    /** Refuses an emoji that this server does not have. */
    Mono<Void> refuseUnknown(String emoji) {
        return database.sql("select 1 from emoji where name = :name")
                .bind("name", emoji.substring(1, emoji.length() - 1))
                .map(row -> true)
                .one()
                .switchIfEmpty(Mono.error(Emoji::invalid))
                .then();
    }
}
