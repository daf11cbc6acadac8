package chat.parley.preview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps fetched pages for some minutes, so that each node fetches a widely shared link once, and lets
 * concurrent requests share one fetch. Bounded in number and bytes: the oldest pages are dropped first. Thread-safe.
 */
@Component
class PageCache {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MAX_PAGES = 500;
    private static final long MAX_BYTES = 16 * 1024 * 1024;

    private final PageFetcher fetcher;
    private final Clock clock;

    /** In the order of insertion. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private long bytes;

    PageCache(PageFetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    private final class Entry {

        private final Mono<FetchedPage> page;
        private final Instant end;
        private long bytes;

        Entry(String url, Instant end) {
            this.end = end;
            page = fetcher.fetch(url)
                    .doOnSuccess(fetched -> account(url, this, fetched.bytes()))
                    .doOnError(failure -> remove(url, this))
                    .cache();
        }
    }

    Mono<FetchedPage> get(String url) {
        return Mono.defer(() -> entry(url).page);
    }

    private synchronized Entry entry(String url) {
        Instant now = clock.instant();
        trim(now);
        return entries.computeIfAbsent(url, key -> new Entry(key, now.plus(LIFETIME)));
    }

    /** The entry may have been removed, and the URL fetched again, while this fetch was running. */
    private synchronized void account(String url, Entry entry, int size) {
        if (entries.get(url) == entry) {
            entry.bytes = size;
            bytes += size;
            trim(clock.instant());
        }
    }

    private synchronized void remove(String url, Entry entry) {
        if (entries.remove(url, entry)) {
            bytes -= entry.bytes;
        }
    }

    private void trim(Instant now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entries.size() < MAX_PAGES && bytes <= MAX_BYTES && entry.end.isAfter(now)) {
                return;
            }
            bytes -= entry.bytes;
            oldest.remove();
        }
    }
}
