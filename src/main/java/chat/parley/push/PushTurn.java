package chat.parley.push;

import chat.parley.account.Secret;
import chat.parley.account.Statuses;
import chat.parley.database.TransientFailures;
import chat.parley.push.PushDelivery.Result;
import chat.parley.push.PushSender.Outcome;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One turn of a subscription: claims it, follows some of its rooms, and releases it. */
@Component
class PushTurn {

    /** The rooms of a turn must take less time than a claim lasts. */
    static final int MAX_ROOMS = 2;

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration CONTENTION_PAUSE = Duration.ofSeconds(1);
    private static final Duration MIN_HOLD = Duration.ofSeconds(30);
    private static final Duration MAX_HOLD = Duration.ofHours(1);
    /** What a push service may demand; it must not silence a subscription forever. */
    private static final Duration MAX_DEMANDED_HOLD = Duration.ofDays(1);

    /** The account can end it at any moment. */
    private static final Duration DO_NOT_DISTURB_PAUSE = Duration.ofSeconds(20);

    private static final int MAX_DOUBLINGS = 7;
    private static final int CLAIM_BYTES = 12;

    private final Claims claims;
    private final PushSubscriptions subscriptions;
    private final Statuses statuses;
    private final PushDelivery delivery;
    private final PushQueue queue;
    private final SecureRandom random;
    private final Clock clock;

    PushTurn(
            Claims claims,
            PushSubscriptions subscriptions,
            Statuses statuses,
            PushDelivery delivery,
            PushQueue queue,
            SecureRandom random,
            Clock clock) {
        this.claims = claims;
        this.subscriptions = subscriptions;
        this.statuses = statuses;
        this.delivery = delivery;
        this.queue = queue;
        this.random = random;
        this.clock = clock;
    }

    /** How a turn ended: the failures in a row, and how long nothing is to be sent. */
    private record End(int failures, Duration hold) {

        static final End GOOD = new End(0, Duration.ZERO);
    }

    /** Follows the rooms unless another node does; rooms that have to wait return to the queue. */
    Mono<Void> take(long subscription, List<String> rooms) {
        rooms.stream().skip(MAX_ROOMS).forEach(room -> queue.add(new RoomKey(subscription, room), Duration.ZERO));
        List<String> first = rooms.stream().limit(MAX_ROOMS).toList();
        String claim = Secret.random(random, CLAIM_BYTES);
        return claims.claim(subscription, claim, LEASE)
                .flatMap(own -> own ? claimed(subscription, claim, first) : later(subscription, first));
    }

    /** Forgets rooms of a subscription that is held back or has ended; the ticks know when its time comes. */
    private Mono<Void> later(long subscription, List<String> rooms) {
        return claims.isClaimed(subscription)
                .filter(claimed -> claimed)
                .doOnNext(
                        claimed -> rooms.forEach(room -> queue.add(new RoomKey(subscription, room), CONTENTION_PAUSE)))
                .then();
    }

    private Mono<Void> claimed(long subscription, String claim, List<String> rooms) {
        return claims.claimed(subscription, claim)
                .flatMap(found -> follow(found, rooms))
                .defaultIfEmpty(End.GOOD)
                .onErrorResume(failure ->
                        claims.release(subscription, claim, 0, Duration.ZERO).then(Mono.error(failure)))
                .flatMap(end -> claims.release(subscription, claim, end.failures(), end.hold())
                        .retryWhen(TransientFailures.retry()));
    }

    private Mono<End> follow(PushSubscription subscription, List<String> rooms) {
        QuietHours quiet = subscription.quiet();
        Duration silence = quiet == null ? Duration.ZERO : quiet.remaining(clock.instant());
        if (!silence.isZero()) {
            return Mono.just(new End(subscription.failures(), silence));
        }
        return statuses.doNotDisturb(List.of(subscription.account()))
                .flatMap(silenced -> silenced.isEmpty()
                        ? followRooms(subscription, rooms)
                        : Mono.just(new End(subscription.failures(), DO_NOT_DISTURB_PAUSE)));
    }

    private Mono<End> followRooms(PushSubscription subscription, List<String> rooms) {
        Flux<Map.Entry<RoomKey, Result>> results = delivery.follow(subscription, rooms);
        return results.concatMap(result -> end(subscription, result.getKey(), result.getValue()))
                .reduce(End.GOOD, (before, end) -> end);
    }

    private Mono<End> end(PushSubscription subscription, RoomKey key, Result result) {
        if (result instanceof Result.NotSent notSent) {
            return notSent.outcome() instanceof Outcome.Failed failed
                    ? Mono.just(new End(subscription.failures() + 1, hold(subscription.failures(), failed.pause())))
                    : subscriptions.removeExpired(subscription).thenReturn(End.GOOD);
        }
        if (result instanceof Result.Early early) {
            queue.add(key, early.pause());
        }
        return Mono.just(End.GOOD);
    }

    private static Duration hold(int failures, Duration demanded) {
        Duration own = MIN_HOLD.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        Duration hold = demanded.isZero() ? shorter(own, MAX_HOLD) : demanded;
        return shorter(hold, MAX_DEMANDED_HOLD);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
