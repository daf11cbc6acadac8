package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.database.Epoch;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomService;
import chat.parley.room.Seat;
import chat.parley.roomlog.MessageState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What an account may read of a room's past. */
@Service
class History {

    static final int MOST = 200;

    private final RoomService rooms;
    private final Messages messages;
    private final Snapshots snapshots;
    private final Epoch epoch;

    History(RoomService rooms, Messages messages, Snapshots snapshots, Epoch epoch) {
        this.epoch = epoch;
        this.rooms = rooms;
        this.messages = messages;
        this.snapshots = snapshots;
    }

    /**
     * A page by numbers: the first messages after one, otherwise the last before another, otherwise the newest.
     *
     * @param after the page begins behind this message
     * @param before the page ends in front of this message
     */
    Mono<Page> page(String room, Account account, Optional<Long> after, Optional<Long> before, int limit) {
        SeqRange range = new SeqRange(after.orElse(0L), before.orElse(Long.MAX_VALUE));
        return epoch.within(now -> rooms.read(room, account)
                .flatMap(seat -> (after.isPresent()
                                ? messages.oldest(room, range, limit)
                                : messages.newest(room, range, limit))
                        .map(found -> Page.of(now, seat, found))));
    }

    /**
     * The resume question.
     *
     * @param known the epoch of the revision; null for a client that knows none
     */
    Mono<Snapshot> since(String room, Account account, @Nullable String known, long revision) {
        return epoch.within(now -> rooms.read(room, account)
                        .flatMap(seat -> snapshots.since(
                                room,
                                known,
                                revision,
                                new Reached(now, seat.room().revision()))))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.ROOM_NOT_FOUND, "There is no such room.")));
    }

    /**
     * @param lastSeq the number of the room's newest message
     * @param epoch of the revision
     * @param revision a client that holds these messages and asks what changed after this misses nothing
     */
    record Page(List<MessageState> messages, long lastSeq, String epoch, long revision) {

        static Page of(String epoch, Seat seat, List<MessageState> messages) {
            return new Page(messages, seat.room().lastSeq(), epoch, seat.room().revision());
        }
    }
}
