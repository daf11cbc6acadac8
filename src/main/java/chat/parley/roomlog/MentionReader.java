package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Loads the accounts and groups that the texts of a batch may mention. They are read in the transaction of the batch, so
 * that a changed group applies from the next message on, whichever node stores it.
 */
@Component
class MentionReader {

    private static final String NAMES = """
            select k.name_key, a.id, a.username as name, false as is_group
            from unnest(cast(:keys as varchar array)) as k(name_key)
            join account a on a.username_key = k.name_key
            union all
            select k.name_key, g.id, g.name, true
            from unnest(cast(:keys as varchar array)) as k(name_key)
            join account_group g on g.name_key = k.name_key""";

    private static final String PEOPLE = """
            select p.group_id, a.id, a.username
            from unnest(cast(:groups as bigint array)) as k(group_id)
            join account_group_member p on p.group_id = k.group_id
            join account a on a.id = p.account_id""";

    private final DatabaseClient database;

    MentionReader(DatabaseClient database) {
        this.database = database;
    }

    /** Most texts mention nobody, and no statement runs. The second one only runs if a group is mentioned. */
    Mono<Void> read(WriteBatch batch) {
        return names(batch).then(Mono.defer(() -> people(batch)));
    }

    private Mono<Void> names(WriteBatch batch) {
        String[] keys = batch.pending().stream()
                .flatMap(pending -> pending.write().mentions().keys())
                .distinct()
                .toArray(String[]::new);
        return keys.length == 0
                ? Mono.empty()
                : database.sql(NAMES)
                        .bind("keys", keys)
                        .map(row -> {
                            String key = Columns.text(row, "name_key");
                            Actor found = new Actor(Columns.number(row, "id"), Columns.text(row, "name"));
                            if (Boolean.TRUE.equals(row.get("is_group", Boolean.class))) {
                                batch.mentionTargets().addGroup(key, found.id(), found.username());
                            } else {
                                batch.mentionTargets().add(key, found);
                            }
                            return found;
                        })
                        .all()
                        .then();
    }

    private Mono<Void> people(WriteBatch batch) {
        Long[] groups = batch.pending().stream()
                .flatMap(
                        pending -> batch.mentionTargets().groups(pending.write().mentions()))
                .distinct()
                .toArray(Long[]::new);
        return groups.length == 0
                ? Mono.empty()
                : database.sql(PEOPLE)
                        .bind("groups", groups)
                        .map(row -> {
                            Actor account = new Actor(Columns.number(row, "id"), Columns.text(row, "username"));
                            batch.mentionTargets().addToGroup(Columns.number(row, "group_id"), account);
                            return account;
                        })
                        .all()
                        .then();
    }
}
