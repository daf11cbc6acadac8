package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.message.LocatedMessage;
import chat.parley.room.RoomService;
import chat.parley.roomlog.MessageWrite;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.state.Change;
import chat.parley.search.SearchPosition;
import chat.parley.search.SearchQuery;
import chat.parley.search.SearchService;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Administrators' actions on messages, except those in direct conversations. Changes go through the room log, so open
 * pages show them immediately. Callers check permission.
 */
@Service
public class MessageAdministration {

    private static final int PAGE_SIZE = 50;

    private final SearchService search;
    private final RoomLog log;

    MessageAdministration(SearchService search, RoomLog log) {
        this.search = search;
        this.log = log;
    }

    /** @param next the value of {@code before} for the next page; null after the last message */
    public record Page(
            List<LocatedMessage> messages, @Nullable String next) {}

    /**
     * Returns the newest matching messages, newest first. As in a search, a page may be incomplete although more pages
     * follow.
     *
     * @param query as in a search; empty for all messages
     * @param room the only room to search; empty for all rooms
     * @param before the {@code next} of the previous page; empty for the first page
     */
    public Mono<Page> newest(String query, String room, String before) {
        return Mono.defer(() -> search.searchAll(
                        query.isBlank() ? SearchQuery.ALL : SearchQuery.of(query),
                        room.isEmpty() ? null : room,
                        before.isEmpty() ? SearchPosition.NEWEST : SearchPosition.of(before),
                        PAGE_SIZE))
                .map(found -> new Page(
                        found.results(),
                        found.next() == null ? null : found.next().encoded()));
    }

    /** Deletes a message, also in an archived room. Idempotent. */
    public Mono<Change> delete(String room, long seq, Account account) {
        return log.write(
                room, new MessageWrite.Delete(RoomService.actor(account).asAdministrator(), seq));
    }
}
