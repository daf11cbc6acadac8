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
 * What a member wants of a room for itself: of what to be told, and whether to see it in its list. Nobody else sees it,
 * so that it takes no revision.
 */
@Service
class PreferenceService {

    private static final String STORE = """
            update member set notify = :notify,
                hidden_seq = case when :hidden then (select r.last_seq from room r where r.id = :room) end
            where room_id = :room and account_id = :account and left_at is null""";

    private final RoomService rooms;
    private final RoomAccess access;
    private final DatabaseClient database;
    private final List<SeatListener> listeners;

    PreferenceService(RoomService rooms, RoomAccess access, DatabaseClient database, List<SeatListener> listeners) {
        this.rooms = rooms;
        this.access = access;
        this.database = database;
        this.listeners = listeners;
    }

    /**
     * @param level null for what is usual for such a room
     * @param hidden out of the account's list until there is a newer message
     */
    record Preferences(
            @JsonProperty("notify") @Nullable String level,
            @Nullable Boolean hidden) {}

    /** Replaces all of them. */
    Mono<Seat> put(String room, Preferences wanted, Account account) {
        return Mono.defer(() -> {
            @Nullable NotificationLevel level = wanted.level() == null ? null : level(wanted.level());
            return rooms.read(room, account)
                    .doOnNext(seat -> access.mayMark(seat.standing()))
                    .then(store(room, account, level, Boolean.TRUE.equals(wanted.hidden())))
                    .then(Mono.fromRunnable(
                            () -> listeners.forEach(listener -> listener.changed(room, account.username()))))
                    .then(Mono.defer(() -> rooms.read(room, account)));
        });
    }

    private Mono<Void> store(String room, Account account, @Nullable NotificationLevel level, boolean hidden) {
        var sql = database.sql(STORE).bind("hidden", hidden).bind("room", room).bind("account", account.id());
        return (level == null ? sql.bindNull("notify", String.class) : sql.bind("notify", level.wire())).then();
    }

    private static NotificationLevel level(String wire) {
        return NotificationLevel.of(wire)
                .orElseThrow(() -> Refusal.field("notify", "notify_invalid", "It is all, mentions or none."));
    }
}
