package chat.parley.search;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.message.LocatedMessage;
import chat.parley.room.RoomFinder;
import chat.parley.search.SearchRows.Hit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Searches messages, newest first. Scans the newest messages in parts, which finds common terms quickly, and uses the
 * trigram index, where it exists, for rare ones. A search stops after a time limit and returns the position from which
 * the next request continues.
 */
@Service
public class SearchService {

    private static final Logger log = LoggerFactory.getLogger(SearchService.class);

    /** How many messages one statement scans; takes the database some milliseconds. */
    private static final int PART_SIZE = 4_000;

    private static final Duration MAX_DURATION = Duration.ofMillis(1_500);
    private static final Duration INDEX_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_CONCURRENT_SEARCHES = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SearchRows rows;
    private final SearchIndex index;
    private final RoomFinder rooms;
    private final Accounts accounts;
    private final RateLimits limits;
    private final AtomicInteger running = new AtomicInteger();

    SearchService(SearchRows rows, SearchIndex index, RoomFinder rooms, Accounts accounts, RateLimits limits) {
        this.rows = rows;
        this.index = index;
        this.rooms = rooms;
        this.accounts = accounts;
        this.limits = limits;
    }

    /** @param next the position to continue from; null after the last message */
    public record Found(
            List<LocatedMessage> results, @Nullable SearchPosition next) {

        static final Found NONE = new Found(List.of(), null);
    }

    Mono<Found> search(SearchQuery query, SearchPosition from, int limit, Account account) {
        return Mono.defer(() -> {
            limits.take(Rate.SEARCH, account.id());
            return search(query, from, limit, scope(query, account));
        });
    }

    /** Searches all rooms except direct conversations. Only for administrators; callers check permission. */
    public Mono<Found> searchAll(SearchQuery query, @Nullable String room, SearchPosition from, int limit) {
        return search(query, from, limit, author(query).map(author -> query.scope(null, room, author.orElse(null))));
    }

    private Mono<Found> search(SearchQuery query, SearchPosition from, int limit, Mono<SearchScope> resolved) {
        return Mono.defer(() -> {
            if (running.incrementAndGet() > MAX_CONCURRENT_SEARCHES) {
                running.decrementAndGet();
                return Mono.error(Refusal.overloaded(RETRY_AFTER));
            }
            // Decrements before the result is emitted; with doFinally a client that searches again immediately would
            // count twice
            return Mono.using(
                    () -> running,
                    busy -> resolved.flatMap(scope -> new Search(query, scope, limit).from(from))
                            .defaultIfEmpty(Found.NONE),
                    AtomicInteger::decrementAndGet);
        });
    }

    /** Returns the scope; empty if a name matches no account, or no room that the account may know of. */
    private Mono<SearchScope> scope(SearchQuery query, Account account) {
        return Mono.zip(author(query), room(query, account))
                .map(both -> query.scope(
                        account.id(), both.getT2().orElse(null), both.getT1().orElse(null)));
    }

    private Mono<Optional<Long>> author(SearchQuery query) {
        return query.from() == null
                ? Mono.just(Optional.empty())
                : accounts.byUsername(query.from()).map(author -> Optional.of(author.id()));
    }

    private Mono<Optional<String>> room(SearchQuery query, Account account) {
        return query.in() == null
                ? Mono.just(Optional.empty())
                : rooms.byName(query.in(), account)
                        .map(membership -> Optional.of(membership.room().id()))
                        .onErrorResume(Refusal.class, unknown -> Mono.empty());
    }

    /** The state of one search. */
    private final class Search {

        private final SearchQuery query;
        private final SearchScope scope;
        private final int limit;
        private final long deadline = System.nanoTime() + MAX_DURATION.toNanos();
        private final List<Hit> hits = new ArrayList<>();

        Search(SearchQuery query, SearchScope scope, int limit) {
            this.query = query;
            this.scope = scope;
            this.limit = limit;
        }

        Mono<Found> from(SearchPosition position) {
            return searchPart(position)
                    .flatMap(after -> after.equals(SearchPosition.OLDEST) || isFull()
                            ? Mono.just(result(after))
                            : index.isUsable() && scope.isIndexable() ? byIndex(after) : searchParts(after));
        }

        private Mono<Found> searchParts(SearchPosition position) {
            return searchPart(position)
                    .flatMap(after -> after.equals(SearchPosition.OLDEST) || isFull() || isTimeOver()
                            ? Mono.just(result(after))
                            : searchParts(after));
        }

        /** @return the position that the scan has reached */
        private Mono<SearchPosition> searchPart(SearchPosition from) {
            return rows.back(scope, from, PART_SIZE)
                    .defaultIfEmpty(SearchPosition.OLDEST)
                    .flatMap(to -> between(from, to));
        }

        /**
         * Repeats as long as unfolded messages that do not match fill the result, until the time is over.
         *
         * @return the position that the scan has reached
         */
        private Mono<SearchPosition> between(SearchPosition from, SearchPosition to) {
            int pageSize = limit + 1;
            return rows.between(scope, from, to, pageSize).flatMap(found -> {
                collect(found);
                if (found.size() < pageSize || isFull()) {
                    return Mono.just(to);
                }
                SearchPosition last = found.get(pageSize - 1).position();
                return isTimeOver() ? Mono.just(last) : between(last, to);
            });
        }

        /** Repeats likewise. */
        private Mono<Found> byIndex(SearchPosition from) {
            int pageSize = limit + 1;
            return rows.indexed(scope, from, pageSize, INDEX_TIMEOUT)
                    .flatMap(found -> {
                        collect(found);
                        if (found.size() < pageSize || isFull()) {
                            return Mono.just(result(SearchPosition.OLDEST));
                        }
                        SearchPosition last = found.get(pageSize - 1).position();
                        return isTimeOver() ? Mono.just(result(last)) : byIndex(last);
                    })
                    .onErrorResume(failure -> {
                        log.debug("The index was no help", failure);
                        return searchParts(from);
                    });
        }

        private void collect(List<Hit> found) {
            found.stream()
                    .filter(hit -> query.matches(hit.message().message().text()))
                    .forEach(hits::add);
        }

        /** Whether one more message than fits on the page has been found. */
        private boolean isFull() {
            return hits.size() > limit;
        }

        private boolean isTimeOver() {
            return System.nanoTime() > deadline;
        }

        private Found result(SearchPosition after) {
            List<Hit> page = hits.subList(0, Math.min(limit, hits.size()));
            List<LocatedMessage> results = page.stream().map(Hit::message).toList();
            if (isFull()) {
                return new Found(results, page.get(limit - 1).position());
            }
            return new Found(results, after.equals(SearchPosition.OLDEST) ? null : after);
        }
    }
}
