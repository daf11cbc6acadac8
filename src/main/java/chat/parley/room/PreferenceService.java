package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Stores a member's preferences for a room: its notification level, whether it is hidden from the member's list, and
 * whether it is a favourite.
 * They are private to the member and so take no revision.
 */
@Service
class PreferenceService {

    private static final String STORE = """
            update member set notify = :notify,
                hidden_seq = case when :hidden then (select r.last_seq from room r where r.id = :room) end,
                favourite = coalesce(cast(:favourite as boolean), favourite)
            where room_id = :room and account_id = :account and left_at is null""";

    private final RoomService rooms;
    private final RoomAccess access;
    private final DatabaseClient database;
    private final List<MembershipListener> listeners;

    PreferenceService(
            RoomService rooms, RoomAccess access, DatabaseClient database, List<MembershipListener> listeners) {
        this.rooms = rooms;
        this.access = access;
        this.database = database;
        this.listeners = listeners;
    }

    /**
     * @param level null for the default
     * @param hidden whether the room is hidden from the account's list until there is a newer message
     * @param favourite whether the room is a favourite; null leaves this as it is, because older clients do not send it
     */
    record Preferences(
            @JsonProperty("notify") @Nullable String level,
            @Nullable Boolean hidden,
            @Nullable Boolean favourite) {}

    /** Replaces the preferences. */
    Mono<Membership> put(String room, Preferences preferences, Account account) {
        return Mono.defer(() -> {
            @Nullable NotificationLevel level = preferences.level() == null ? null : level(preferences.level());
            return rooms.read(room, account)
                    .doOnNext(membership -> access.mayMark(membership.subject()))
                    .then(store(room, account, level, preferences))
                    .then(Mono.fromRunnable(
                            () -> listeners.forEach(listener -> listener.changed(room, account.username()))))
                    .then(Mono.defer(() -> rooms.read(room, account)));
        });
    }

    private Mono<Void> store(String room, Account account, @Nullable NotificationLevel level, Preferences preferences) {
        var sql = database.sql(STORE)
                .bind("hidden", Boolean.TRUE.equals(preferences.hidden()))
                .bind("room", room)
                .bind("account", account.id());
        sql = preferences.favourite() == null
                ? sql.bindNull("favourite", Boolean.class)
                : sql.bind("favourite", preferences.favourite());
        return (level == null ? sql.bindNull("notify", String.class) : sql.bind("notify", level.wire())).then();
    }

    private static NotificationLevel level(String wire) {
        return NotificationLevel.of(wire)
                .orElseThrow(() -> Refusal.field("notify", "notify_invalid", "Use all, mentions or none."));
    }
}
