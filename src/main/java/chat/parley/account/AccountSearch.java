package chat.parley.account;

import chat.parley.text.Folding;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds accounts by a part of a name. Every logged-in account may list the others. Disabled accounts are not found. */
@Repository
public class AccountSearch {

    /** Names without keys are matched case-insensitively, but with their accents. */
    private static final String FIND = """
            select k.username, k.display_name, k.avatar_id
            from (select a.username, a.display_name, a.avatar_id,
                    case when a.keyed_name = a.display_name then a.search_name
                        else lower(a.username) || :line || lower(a.display_name) end as names
                from account a where a.disabled_at is null) k
            where k.names like :part escape '!'
            order by case when k.names like :start escape '!' then 0
                when k.names like :second escape '!' then 1 else 2 end, k.username
            limit :limit""";

    private static final String LINE = "\n";

    private final DatabaseClient database;

    AccountSearch(DatabaseClient database) {
        this.database = database;
    }

    /** @param avatar the id of the profile picture; written only if there is one */
    public record Found(
            String username,
            String displayName,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String avatar) {}

    /**
     * Returns matching accounts; those whose username, then those whose display name, starts with {@code part} come
     * first. Ignores case, accents, apostrophes and a leading {@code @}.
     */
    public Mono<List<Found>> find(String part, int limit) {
        String name = part.strip().startsWith("@") ? part.strip().substring(1) : part.strip();
        String pattern = Folding.fold(name).replaceAll("[!%_]", "!$0") + "%";
        return database.sql(FIND)
                .bind("part", "%" + pattern)
                .bind("start", pattern)
                .bind("second", "%" + LINE + pattern)
                .bind("line", LINE)
                .bind("limit", limit)
                .map(row -> new Found(
                        Accounts.required(row, "username", String.class),
                        Accounts.required(row, "display_name", String.class),
                        row.get("avatar_id", String.class)))
                .all()
                .collectList();
    }
}
