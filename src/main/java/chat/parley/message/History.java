package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.database.Epoch;
import chat.parley.room.Membership;
import chat.parley.room.RoomService;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import chat.parley.roomlog.state.RoomId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The messages of a room that an account may read. */
@Service
class History {

    static final int MAX_PAGE = 200;

    private final RoomService rooms;
    private final Messages messages;
    private final Snapshots snapshots;
    private final Notices notices;
    private final Epoch epoch;

    History(RoomService rooms, Messages messages, Snapshots snapshots, Notices notices, Epoch epoch) {
        this.notices = notices;
        this.epoch = epoch;
        this.rooms = rooms;
        this.messages = messages;
        this.snapshots = snapshots;
    }

    /**
     * Returns a page of messages: the first ones after {@code after} if present, otherwise the last ones before
     * {@code before} if present, otherwise the newest.
     *
     * @param after the number before the first message of the page
     * @param before the number after the last message of the page
     */
    Mono<Page> page(String room, Account account, Optional<Long> after, Optional<Long> before, int limit) {
        SeqRange range = new SeqRange(after.orElse(0L), before.orElse(Long.MAX_VALUE));
        return epoch.readConsistently(current -> rooms.read(room, account)
                .flatMap(membership -> (after.isPresent()
                                ? messages.oldest(room, range, limit)
                                : messages.newest(room, range, limit))
                        .zipWhen(
                                found -> notices.around(
                                        room, found, membership.room().lastSeq()),
                                (found, around) -> Page.of(current, membership, found, around))));
    }

    /**
     * Returns what changed after a revision.
     *
     * @param knownEpoch the epoch of the revision; null if the client does not know it
     */
    Mono<Snapshot> since(String room, Account account, @Nullable String knownEpoch, long revision) {
        return epoch.readConsistently(current -> rooms.read(room, account)
                        .flatMap(membership -> snapshots.since(
                                room,
                                knownEpoch,
                                revision,
                                new ObservedRevision(current, membership.room().revision()))))
                .switchIfEmpty(Mono.error(RoomId::notFound));
    }

    /**
     * @param notices what happened around these messages
     * @param lastSeq the number of the room's newest message
     * @param epoch the epoch of the revision
     * @param revision a client that holds these messages and requests the changes after this revision misses nothing
     */
    record Page(List<MessageState> messages, List<NoticeState> notices, long lastSeq, String epoch, long revision) {

        static Page of(String epoch, Membership membership, List<MessageState> messages, List<NoticeState> notices) {
            return new Page(
                    messages,
                    notices,
                    membership.room().lastSeq(),
                    epoch,
                    membership.room().revision());
        }
    }
}
