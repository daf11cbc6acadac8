package chat.parley.follower;

import chat.parley.http.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sends a follower's pages one after the other: reads a page, stores its end with the lease, sends it, and moves the
 * cursor. A crash at any point leaves the cursor before the page; the next owner sends it again with the same id.
 */
@Component
class FollowerSender {

    /** Other followers get their turn after these; the rest follows immediately after. */
    private static final int MAX_PAGES = 50;

    private final FollowerPages pages;
    private final FollowerLeases leases;
    private final Followers followers;
    private final FollowerProperties properties;
    private final RetryDelays delays;
    private final FollowerMeters meters;
    private final Map<String, FollowerKind> kinds;

    FollowerSender(
            FollowerPages pages,
            FollowerLeases leases,
            Followers followers,
            FollowerProperties properties,
            RetryDelays delays,
            FollowerMeters meters,
            ObjectProvider<FollowerKind> kinds) {
        this.pages = pages;
        this.leases = leases;
        this.followers = followers;
        this.properties = properties;
        this.delays = delays;
        this.meters = meters;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(FollowerKind::name, Function.identity()));
    }

    /** Returns null for a kind that only nodes of another version know. */
    @Nullable
    FollowerKind kind(Follower follower) {
        return kinds.get(follower.kind());
    }

    /**
     * Sends pages until the follower has caught up, fails, or belongs to another node.
     *
     * @return whether there may be more to send immediately
     */
    Mono<Boolean> send(Follower follower) {
        return send(follower, MAX_PAGES);
    }

    private Mono<Boolean> send(Follower follower, int remaining) {
        if (remaining == 0) {
            return Mono.just(true);
        }
        return pages.next(follower)
                .onErrorResume(
                        FollowerSender::isLost, lost -> endAccess(follower).then(Mono.empty()))
                .flatMap(this::sendPage)
                .flatMap(next -> send(next, remaining - 1))
                .defaultIfEmpty(false);
    }

    private static boolean isLost(Throwable failure) {
        return failure instanceof Refusal refusal && !refusal.temporary();
    }

    /** Pauses a follower whose account may no longer read the room. */
    Mono<Void> endAccess(Follower follower) {
        return leases.lost(follower)
                .then(Mono.defer(() -> notifyPause(follower, PauseReason.ACCESS_LOST)))
                .then(Mono.defer(() -> followers.pause(follower.id(), PauseReason.ACCESS_LOST)));
    }

    /** @return the follower after the page; empty if it is not to be continued now */
    private Mono<Follower> sendPage(FollowerPage page) {
        FollowerKind kind = kind(page.follower());
        return leases.claim(page)
                .filter(claimed -> claimed && kind != null)
                .flatMap(claimed -> page.changes().isEmpty()
                        ? Mono.just(Outcome.delivered())
                        : meters.send(page.follower().kind(), attempt(Objects.requireNonNull(kind), page)))
                .flatMap(outcome -> store(page, outcome));
    }

    private Mono<Outcome> attempt(FollowerKind kind, FollowerPage page) {
        return Mono.defer(() -> kind.send(page))
                .timeout(properties.sendTimeout())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("No outcome")))
                .onErrorResume(failure -> Mono.just(Outcome.failed(failure.toString())));
    }

    private Mono<Follower> store(FollowerPage page, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return fail(page, failed).then(Mono.empty());
        }
        if (outcome instanceof Outcome.Gone gone) {
            return end(page, PauseReason.GONE, gone.reason()).then(Mono.empty());
        }
        if (outcome instanceof Outcome.Denied lost) {
            return end(page, PauseReason.ACCESS_LOST, lost.reason()).then(Mono.empty());
        }
        return leases.delivered(page)
                .filter(moved -> moved)
                .map(moved -> page.follower().delivered(page.revision()));
    }

    private Mono<Void> fail(FollowerPage page, Outcome.Failed failed) {
        Follower follower = page.follower();
        Duration failing = follower.failing();
        boolean givenUp = failing != null && failing.compareTo(properties.pauseAfter()) >= 0;
        return leases.failed(page, failed.reason(), delays.after(follower.failures(), failed.retryAfter()))
                .filter(stored -> stored && givenUp)
                .flatMap(stored ->
                        notifyPause(follower, PauseReason.FAILING).then(leases.pause(page, PauseReason.FAILING)));
    }

    private Mono<Void> end(FollowerPage page, PauseReason reason, String error) {
        return leases.failed(page, error, Duration.ZERO)
                .filter(ended -> ended)
                .flatMap(ended -> notifyPause(page.follower(), reason).then(leases.pause(page, reason)));
    }

    /** Omitted if somebody has resumed the follower, or changed its receiver, since it failed. */
    private Mono<Void> notifyPause(Follower follower, PauseReason reason) {
        FollowerKind kind = kind(follower);
        return kind == null
                ? Mono.empty()
                : followers
                        .byId(follower.id())
                        .filter(current -> current.failingSince() != null)
                        .flatMap(current -> kind.pausing(current, reason));
    }
}
