package chat.parley.push;

import chat.parley.account.Account;
import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.push.PushSender.Outcome;
import chat.parley.session.Session;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Subscribes browsers of accounts to notifications, and sends test messages to them. */
@Service
class PushService {

    private final PushSubscriptions subscriptions;
    private final VapidKeys keys;
    private final PushSender sender;
    private final PushProperties properties;
    private final Egress egress;
    private final RateLimits limits;

    PushService(
            PushSubscriptions subscriptions,
            VapidKeys keys,
            PushSender sender,
            PushProperties properties,
            Egress egress,
            RateLimits limits) {
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.sender = sender;
        this.properties = properties;
        this.egress = egress;
        this.limits = limits;
    }

    record Put(boolean created, PushBody body) {}

    Mono<PushBody.Page> list(Session session) {
        return subscriptions
                .of(session.account())
                .map(own -> own.stream()
                        .map(subscription -> PushBody.of(subscription, session))
                        .toList())
                .flatMap(own -> properties.enabled()
                        ? keys.pair().map(pair -> new PushBody.Page(pair.publicKey(), own))
                        : Mono.just(new PushBody.Page(null, own)));
    }

    /** Creates the subscription, or replaces the one with this name. Can be repeated. */
    Mono<Put> put(Session session, String name, PushForm form, String userAgent) {
        return Mono.defer(() -> {
            limits.take(Rate.PUSH, session.account().id());
            if (!properties.enabled()) {
                throw Refusal.of(Code.FORBIDDEN, "Push notifications are turned off on this server.");
            }
            PushSubscription subscription = form.subscription(name, session, userAgent);
            check(subscription);
            return subscriptions
                    .put(subscription)
                    .flatMap(created -> subscriptions
                            .find(session.account(), name)
                            .map(stored -> new Put(created, PushBody.of(stored, session))));
        });
    }

    private void check(PushSubscription subscription) {
        try {
            egress.check(subscription.endpoint().toString(), true);
        } catch (EgressException denied) {
            throw Refusal.field("endpoint", "endpoint_invalid", String.valueOf(denied.getMessage()));
        }
    }

    Mono<Void> remove(Account account, String name) {
        return subscriptions
                .remove(account, name)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(PushService::notFound))
                .then();
    }

    /** Completes when the push service has taken a test message. */
    Mono<Void> test(Account account, String name) {
        return Mono.defer(() -> {
            limits.take(Rate.PUSH, account.id());
            return subscriptions
                    .find(account, name)
                    .switchIfEmpty(Mono.error(PushService::notFound))
                    .flatMap(subscription -> sender.send(subscription, PushMessage.TEST)
                            .flatMap(outcome -> conclude(subscription, outcome)));
        });
    }

    private Mono<Void> conclude(PushSubscription subscription, Outcome outcome) {
        if (outcome instanceof Outcome.Gone) {
            return subscriptions.removeExpired(subscription).then(Mono.error(PushService::notFound));
        }
        return outcome instanceof Outcome.Failed failed
                ? Mono.error(Refusal.of(Code.PUSH_FAILED, failed.reason()))
                : Mono.empty();
    }

    private static Refusal notFound() {
        return Refusal.of(Code.NOT_FOUND, "This push subscription doesn't exist.");
    }
}
