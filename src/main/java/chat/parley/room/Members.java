package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.roomlog.MemberRow;
import chat.parley.roomlog.state.MemberState;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the members of a room in the order of their usernames. Former members are not listed. */
@Repository
public class Members {

    private static final String JOINED = """
            select %s from member m join account a on a.id = m.account_id
            where m.room_id = :room and m.left_at is null\s""".formatted(MemberRow.COLUMNS);

    private static final String BY_USERNAME = """
            select %s from account a join member m on m.account_id = a.id
            where m.room_id = :room and a.username = any(:names)""".formatted(MemberRow.COLUMNS);

    private static final String ROOMS_WITH_OTHER_PROFILE = """
            select m.room_id from member m join account a on a.id = m.account_id
            where m.account_id = :account and m.left_at is null and (coalesce(m.display_name, a.username) <> :name
                or coalesce(m.avatar_id, '') <> :avatar
                or coalesce(m.disabled, false) <> (a.disabled_at is not null))
            order by m.room_id""";

    private final DatabaseClient database;

    Members(DatabaseClient database) {
        this.database = database;
    }

    public Mono<List<MemberState>> first(String room, int limit) {
        return after(room, "", limit).map(MemberRow::state).collectList();
    }

    /** Returns the members whose usernames come after the given one. */
    Flux<MemberRow> after(String room, String username, int limit) {
        return database.sql(JOINED + "and a.username > :after order by a.username limit :limit")
                .bind("room", room)
                .bind("after", username)
                .bind("limit", limit)
                .map(MemberRow::of)
                .all();
    }

    /** Returns the current and former members among these usernames. */
    Flux<MemberRow> withNames(String room, List<String> usernames) {
        return database.sql(BY_USERNAME)
                .bind("room", room)
                .bind("names", usernames.toArray(String[]::new))
                .map(MemberRow::of)
                .all();
    }

    /** Returns the ids of the rooms that show another profile of the account. */
    Flux<String> roomsWithOtherProfile(Account account) {
        return database.sql(ROOMS_WITH_OTHER_PROFILE)
                .bind("account", account.id())
                .bind("name", account.displayName())
                .bind("avatar", Objects.requireNonNullElse(account.avatar(), ""))
                .map(row -> Objects.requireNonNull(row.get("room_id", String.class)))
                .all();
    }

    Mono<MemberRow> find(String room, long account) {
        return database.sql(JOINED + "and m.account_id = :account")
                .bind("room", room)
                .bind("account", account)
                .map(MemberRow::of)
                .one();
    }
}
