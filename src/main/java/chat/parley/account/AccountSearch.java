package chat.parley.account;

import java.util.List;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds people by a part of a name. Everybody who is signed in may know who else is here; who is disabled is not. */
@Repository
class AccountSearch {

    private static final String FIND = """
            select a.username, a.display_name from account a
            where a.disabled_at is null
                and (lower(a.username) like :part escape '!' or lower(a.display_name) like :part escape '!')
            order by case when lower(a.username) like :start escape '!' then 0
                when lower(a.display_name) like :start escape '!' then 1 else 2 end, a.username
            limit :limit""";

    private final DatabaseClient database;

    AccountSearch(DatabaseClient database) {
        this.database = database;
    }

    record Found(String username, String displayName) {}

    /** Those whose name begins so first. */
    Mono<List<Found>> find(String part, int limit) {
        String pattern = part.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
        return database.sql(FIND)
                .bind("part", "%" + pattern)
                .bind("start", pattern)
                .bind("limit", limit)
                .map(row -> new Found(
                        Accounts.required(row, "username", String.class),
                        Accounts.required(row, "display_name", String.class)))
                .all()
                .collectList();
    }
}
