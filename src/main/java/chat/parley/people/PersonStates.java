package chat.parley.people;

import chat.parley.account.Accounts;
import chat.parley.account.Statuses;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads what accounts show of themselves, many in one statement. */
@Repository
class PersonStates {

    private static final String READ = """
            select a.username, a.avatar_id, %s,
                (select max(case when p.active then 2 else 1 end)
                    from account_presence p join node n on n.id = p.node_id
                    where p.account_id = a.id
                        and n.lease_until > cast(extract(epoch from current_timestamp) * 1000 as bigint)) as presence
            from unnest(cast(:names as varchar array)) as k(username)
            join account a on a.username = k.username
            left join account_status s on s.account_id = a.id
            where a.disabled_at is null""".formatted(Statuses.COLUMNS);

    private final DatabaseClient database;

    PersonStates(DatabaseClient database) {
        this.database = database;
    }

    private static Availability presence(Readable row) {
        Integer presence = row.get("presence", Integer.class);
        return presence == null ? Availability.OFFLINE : presence == 2 ? Availability.ONLINE : Availability.AWAY;
    }

    /** Returns the states by username. Disabled and unknown accounts are left out. */
    Mono<Map<String, PersonState>> of(Collection<String> usernames) {
        return database.sql(READ)
                .bind("names", usernames.toArray(String[]::new))
                .map(row -> PersonState.of(
                        Accounts.required(row, "username", String.class),
                        presence(row),
                        Statuses.status(row),
                        row.get("avatar_id", String.class)))
                .all()
                .collectMap(PersonState::username);
    }
}
