package chat.parley.egress;

import chat.parley.egress.EgressException.Reason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Calls addresses that somebody has entered. Only public addresses are called, those that
 * {@link EgressProperties#allow} lists, and only ports that it lists; every redirect is checked like the first URL.
 *
 * <p>A request ends within {@value #TOTAL_SECONDS} seconds, redirects included, and needs memory only for as much of
 * the response as it asks for. Cancelling it closes the connection. Nothing is retried. The caller limits how many
 * requests run at the same time, and divides them fairly among hosts and accounts ({@link FairQueue}).
 */
public final class Egress implements AutoCloseable {

    static final int TOTAL_SECONDS = 10;

    private static final Logger log = LoggerFactory.getLogger(Egress.class);

    private static final int MAX_REDIRECTS = 3;

    private final EgressProperties properties;
    private final AddressPolicy policy;
    private final EgressClient client;
    private final EgressMeters meters;
    private final Duration timeout;

    Egress(
            EgressProperties properties,
            AddressPolicy policy,
            EgressClient client,
            EgressMeters meters,
            Duration timeout) {
        this.properties = properties;
        this.policy = policy;
        this.client = client;
        this.meters = meters;
        this.timeout = timeout;
        if (!properties.allow().isEmpty()) {
            log.warn(
                    "Outgoing requests may reach addresses that are not public: {} (parley.egress.allow)",
                    String.join(", ", properties.allow()));
        }
    }

    /**
     * Checks a URL as far as that is possible without resolving its host. An address that passes may still be denied
     * when it is called.
     *
     * @throws EgressException with a sentence for the person who entered the URL
     */
    public void check(String url, boolean httpsOnly) {
        checked(TargetUrl.of(url), httpsOnly);
    }

    /** Returns the host of a URL in the form in which it is called; empty if the URL can never be called. */
    public static Optional<String> host(String url) {
        try {
            return Optional.of(TargetUrl.of(url).host());
        } catch (EgressException bad) {
            return Optional.empty();
        }
    }

    /**
     * Sends a request and returns the response with any status, after redirects. Fails only with
     * {@link EgressException}.
     */
    public Mono<EgressResponse> send(EgressRequest request) {
        return Mono.defer(() -> follow(
                        request, request.headers(), checked(TargetUrl.of(request.url()), request.httpsOnly()), 0))
                .timeout(timeout)
                .onErrorMap(NetworkFailures::explained)
                .doOnSuccess(response -> meters.answered())
                .doOnError(EgressException.class, failure -> meters.failed(failure.reason()));
    }

    private Mono<EgressResponse> follow(
            EgressRequest request, Map<String, String> headers, TargetUrl target, int redirects) {
        return client.exchange(request, headers, target)
                .doOnNext(Egress::requireFinal)
                .flatMap(response -> isRedirect(request, response)
                        ? redirect(request, headers, target, response, redirects)
                        : Mono.just(response));
    }

    /** Interim responses other than 100 are neither expected nor waited for. */
    private static void requireFinal(EgressResponse response) {
        if (response.status() < 200) {
            throw NetworkFailures.malformed();
        }
    }

    private static boolean isRedirect(EgressRequest request, EgressResponse response) {
        return request.method() == EgressRequest.Method.GET
                && switch (response.status()) {
                    case 301, 302, 303, 307, 308 -> response.header("location").isPresent();
                    default -> false;
                };
    }

    private Mono<EgressResponse> redirect(
            EgressRequest request,
            Map<String, String> headers,
            TargetUrl from,
            EgressResponse response,
            int redirects) {
        if (redirects == MAX_REDIRECTS) {
            throw new EgressException(Reason.REDIRECTS, "The address redirects more than three times.");
        }
        TargetUrl target = from.redirected(response.header("location").orElseThrow());
        if (from.secure() && !target.secure()) {
            throw new EgressException(Reason.DENIED, "The address redirects from https to http.");
        }
        Map<String, String> kept = target.sameOrigin(from) ? headers : negotiation(headers);
        return follow(request, kept, checked(target, request.httpsOnly()), redirects + 1);
    }

    /** Headers that are meant for every server: which forms of the response are accepted. */
    private static Map<String, String> negotiation(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().regionMatches(true, 0, "Accept", 0, "Accept".length()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private TargetUrl checked(TargetUrl target, boolean httpsOnly) {
        if (httpsOnly && !target.secure()) {
            throw new EgressException(Reason.BAD_URL, "The address must begin with https://.");
        }
        if (!properties.ports().contains(target.port())) {
            throw new EgressException(
                    Reason.DENIED,
                    "Port " + target.port()
                            + " is not allowed. An administrator can allow it with parley.egress.ports.");
        }
        if (target.literal() != null && !policy.permits(target.literal())) {
            throw CheckedAddresses.denied();
        }
        return target;
    }

    @Override
    public void close() {
        client.close();
    }
}
