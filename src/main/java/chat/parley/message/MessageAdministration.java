package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.room.RoomService;
import chat.parley.roomlog.Change;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * What administrators do with messages, by the same log as everybody: open pages see it at once. Direct conversations are
 * beyond them. Who may is for the asker.
 */
@Service
public class MessageAdministration {

    private static final int PAGE = 50;

    private final SearchService search;
    private final RoomLog log;

    MessageAdministration(SearchService search, RoomLog log) {
        this.search = search;
        this.log = log;
    }

    /** @param next where to go on, as {@code before}; null at the end of all messages */
    public record Page(List<Placed> messages, @Nullable String next) {}

    /**
     * The newest that fit, first; like a search, a page may end before it is full.
     *
     * @param query as in a search; empty for all
     * @param room the only room to look in; empty for all
     * @param before the {@code next} of the page before; empty for the first
     */
    public Mono<Page> newest(String query, String room, String before) {
        return Mono.defer(() -> search.searchAll(
                        query.isBlank() ? SearchQuery.ALL : SearchQuery.of(query),
                        room.isEmpty() ? null : room,
                        before.isEmpty() ? SearchPosition.NEWEST : SearchPosition.of(before),
                        PAGE))
                .map(found -> new Page(
                        found.results(),
                        found.next() == null ? null : found.next().word()));
    }

    /** What is deleted already stays so; in an archived room too. */
    public Mono<Change> delete(String room, long seq, Account account) {
        return log.write(room, new Write.Delete(RoomService.actor(account).asAdministrator(), seq));
    }
}
