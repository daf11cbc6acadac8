package chat.parley.push;

import chat.parley.database.TransientFailures;
import chat.parley.http.Refusal;
import chat.parley.push.FollowedRooms.Position;
import chat.parley.push.PushSender.Outcome;
import chat.parley.push.UnreadMessages.Found;
import chat.parley.room.Membership;
import chat.parley.room.OwnRooms;
import chat.parley.room.RoomAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings what a browser shows into agreement with what is unread: sends the newest message that is new to the
 * subscription, updates one that was edited, and withdraws one that was read elsewhere, was deleted, or may no longer
 * be read. The position is stored after the push service has taken the message, so a crash in between sends it again;
 * the browser shows a room's notification once.
 */
@Component
class PushDelivery {

    /** The push services of Apple end a subscription whose messages show nothing. */
    private static final String NEEDS_NOTIFICATIONS = "push.apple.com";

    private final FollowedRooms followed;
    private final UnreadMessages unread;
    private final OwnRooms rooms;
    private final RoomAccess access;
    private final PushSender sender;
    private final PushProperties properties;
    private final Clock clock;

    PushDelivery(
            FollowedRooms followed,
            UnreadMessages unread,
            OwnRooms rooms,
            RoomAccess access,
            PushSender sender,
            PushProperties properties,
            Clock clock) {
        this.followed = followed;
        this.unread = unread;
        this.rooms = rooms;
        this.access = access;
        this.sender = sender;
        this.properties = properties;
        this.clock = clock;
    }

    /** The result of following a room. */
    sealed interface Result {

        /** The browser shows what it should. */
        record Done() implements Result {}

        /** A message may still be read elsewhere; to be repeated after this time. */
        record Early(Duration pause) implements Result {}

        /** The message was not sent; the position is unchanged. */
        record NotSent(Outcome outcome) implements Result {}
    }

    private static final Result DONE = new Result.Done();

    /** A room at one moment. */
    private record Situation(PushSubscription subscription, RoomKey key, Membership member, Position position) {

        /** Returns the position after everything that is in the log has been considered. */
        Position considered() {
            return position.at(member.room().revision());
        }

        boolean isShownRead() {
            Long shown = position.shownSeq();
            return shown != null && member.readSeq() >= shown;
        }
    }

    /** Follows some rooms, one after the other, up to the first one in which a message could not be sent. */
    Flux<Map.Entry<RoomKey, Result>> follow(PushSubscription subscription, List<String> names) {
        List<OwnRooms.Key> keys = names.stream()
                .map(room -> new OwnRooms.Key(room, subscription.account()))
                .toList();
        return Mono.zip(
                        rooms.withKeys(keys).collectMap(OwnRooms.OwnRoom::room, OwnRooms.OwnRoom::membership),
                        followed.positions(subscription.id(), names))
                .flatMapMany(read -> Flux.fromIterable(names)
                        .concatMap(room -> follow(
                                        subscription,
                                        new RoomKey(subscription.id(), room),
                                        read.getT1().get(room),
                                        read.getT2().getOrDefault(room, Position.NEW))
                                .map(result -> Map.entry(new RoomKey(subscription.id(), room), result))))
                .takeUntil(followedRoom -> followedRoom.getValue() instanceof Result.NotSent);
    }

    private Mono<Result> follow(
            PushSubscription subscription, RoomKey key, @Nullable Membership member, Position position) {
        if (member == null || !mayRead(member)) {
            return withdraw(subscription, key, position, followed.forget(key));
        }
        Situation situation = new Situation(subscription, key, member, position);
        return unread.newest(subscription, member, position)
                .flatMap(found -> notify(situation, found))
                .switchIfEmpty(Mono.defer(() -> refresh(situation)));
    }

    private boolean mayRead(Membership member) {
        try {
            access.mayRead(member.subject());
            return member.member();
        } catch (Refusal refused) {
            return false;
        }
    }

    private Mono<Result> notify(Situation situation, Found found) {
        Duration pause = pause(found.firstWrittenAt());
        if (!pause.isZero()) {
            return Mono.just(new Result.Early(pause));
        }
        return send(situation, found, false);
    }

    /** Returns how long the message still waits; a time in the future comes from a node whose clock is ahead. */
    private Duration pause(Instant writtenAt) {
        Duration left = Duration.between(clock.instant(), writtenAt.plus(properties.delay()));
        return left.isNegative() || left.compareTo(properties.delay().multipliedBy(2)) > 0 ? Duration.ZERO : left;
    }

    private Mono<Result> send(Situation situation, Found found, boolean silent) {
        PushMessage message = message(situation, found, silent);
        Position shown = new Position(
                situation.member().room().revision(),
                found.seq(),
                found.writtenAt().toEpochMilli());
        return send(situation.subscription(), message, store(situation.key(), shown));
    }

    private static PushMessage message(Situation situation, Found found, boolean silent) {
        PushMessage.Kind kind = PushMessage.Kind.of(situation.member().room().kind(), found.mentioned());
        String text = found.text() == null ? "" : Excerpt.of(found.text());
        return situation.subscription().showText()
                ? new PushMessage(
                        kind,
                        situation.key().room(),
                        found.seq(),
                        silent,
                        found.author(),
                        text.isEmpty() ? null : text,
                        text.isEmpty() && found.files())
                : new PushMessage(kind, situation.key().room(), found.seq(), silent, null, null, false);
    }

    /** Updates or withdraws the notification; there is no news. */
    private Mono<Result> refresh(Situation situation) {
        Long shown = situation.position().shownSeq();
        Position considered = situation.considered();
        if (shown == null) {
            return store(situation.key(), considered).thenReturn(DONE);
        }
        Position withdrawn = new Position(considered.revision(), null, 0);
        return situation.isShownRead()
                ? withdraw(situation.subscription(), situation.key(), considered, store(situation.key(), withdrawn))
                : unread.find(
                                situation.key().room(),
                                shown,
                                situation.subscription().account())
                        .flatMap(found -> update(situation, found))
                        .switchIfEmpty(Mono.defer(() -> withdraw(
                                situation.subscription(),
                                situation.key(),
                                considered,
                                store(situation.key(), withdrawn))));
    }

    private Mono<Result> update(Situation situation, Found found) {
        boolean edited =
                found.writtenAt().toEpochMilli() != situation.position().shownAt();
        return edited && situation.subscription().showText()
                ? send(situation, found, true)
                : store(situation.key(), situation.considered()).thenReturn(DONE);
    }

    private Mono<Result> withdraw(PushSubscription subscription, RoomKey key, Position position, Mono<Void> storing) {
        Long shown = position.shownSeq();
        String host = subscription.endpoint().getHost();
        return shown == null || host.endsWith(NEEDS_NOTIFICATIONS)
                ? storing.thenReturn(DONE)
                : send(subscription, PushMessage.read(key.room(), shown), storing);
    }

    private Mono<Result> send(PushSubscription subscription, PushMessage message, Mono<Void> storing) {
        return sender.send(subscription, message)
                .flatMap(outcome -> outcome instanceof Outcome.Accepted
                        ? storing.thenReturn(DONE)
                        : Mono.just(new Result.NotSent(outcome)));
    }

    private Mono<Void> store(RoomKey key, Position position) {
        return followed.store(key, position).retryWhen(TransientFailures.retry());
    }
}
