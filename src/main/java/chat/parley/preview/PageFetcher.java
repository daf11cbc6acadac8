package chat.parley.preview;

import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.egress.EgressRequest;
import chat.parley.egress.EgressResponse;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Fetches pages, with their pictures and their descriptions by oEmbed. */
@Component
class PageFetcher {

    private static final int MAX_PAGE = 256 * 1024;
    private static final int MAX_OEMBED = 64 * 1024;
    private static final int MAX_PICTURE = 2 * 1024 * 1024;

    private static final String AGENT = "Mozilla/5.0 (compatible; Parley; link preview)";
    private static final String ACCEPTED = "text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.1";

    private final Egress egress;
    private final Scheduler scheduler;

    PageFetcher(Egress egress, Scheduler previewScheduler) {
        this.egress = egress;
        this.scheduler = previewScheduler;
    }

    /** Never fails because of the page: a page that cannot be read yields nothing to show. */
    Mono<FetchedPage> fetch(String url) {
        return get(url, MAX_PAGE, ACCEPTED)
                .flatMap(response -> read(url, response))
                .filter(FetchedPage::showsSomething)
                .defaultIfEmpty(FetchedPage.NOTHING);
    }

    private Mono<FetchedPage> read(String url, EgressResponse response) {
        String type = response.header("content-type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .strip();
        if (type.startsWith("image/")) {
            PageDescription picture = new PageDescription(null, null, host(response.url()), url, null);
            return response.cut() ? withPicture(picture) : Mono.just(new FetchedPage(picture, response.body()));
        }
        if (!type.startsWith("text/html") && !type.startsWith("application/xhtml+xml")) {
            return Mono.empty();
        }
        return Mono.fromCallable(() ->
                        PageParser.html(response.body(), type, response.url().toString()))
                .subscribeOn(scheduler)
                .flatMap(this::withOembed)
                .map(page -> page.or(new PageDescription(null, null, host(response.url()), null, null)))
                .flatMap(this::withPicture);
    }

    private static @Nullable String host(URI url) {
        String host = url.getHost();
        return PreviewText.of(host == null ? null : host.replaceFirst("^www\\.", ""), PreviewText.MAX_SITE_LENGTH);
    }

    private Mono<PageDescription> withOembed(PageDescription page) {
        if (page.oembed() == null || page.isComplete()) {
            return Mono.just(page);
        }
        return get(page.oembed(), MAX_OEMBED, "application/json")
                .filter(response -> !response.cut())
                .publishOn(scheduler)
                .map(response -> page.or(PageParser.oembed(response.body())))
                .defaultIfEmpty(page);
    }

    private Mono<FetchedPage> withPicture(PageDescription page) {
        FetchedPage without = new FetchedPage(page, null);
        return page.picture() == null
                ? Mono.just(without)
                : get(page.picture(), MAX_PICTURE, "image/*")
                        .filter(response -> !response.cut())
                        .map(response -> new FetchedPage(page, response.body()))
                        .defaultIfEmpty(without);
    }

    /** Returns a successful response; empty for any other, and if there is none. */
    private Mono<EgressResponse> get(String url, int limit, String accepted) {
        EgressRequest request =
                EgressRequest.get(url, limit).header("User-Agent", AGENT).header("Accept", accepted);
        return egress.send(request)
                .filter(EgressResponse::isOk)
                .onErrorResume(EgressException.class, failure -> Mono.empty());
    }
}
