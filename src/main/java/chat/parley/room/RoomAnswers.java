package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.roomlog.RoomRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Converts memberships to JSON representations of rooms, with the number of people online. */
@Component
public class RoomAnswers {

    private final ObjectProvider<OnlineCounts> online;
    private final Rooms rooms;
    private final Accounts accounts;

    RoomAnswers(ObjectProvider<OnlineCounts> online, Rooms rooms, Accounts accounts) {
        this.accounts = accounts;
        this.online = online;
        this.rooms = rooms;
    }

    public Mono<RoomBody> one(Membership membership) {
        return all(List.of(membership)).map(bodies -> bodies.get(0));
    }

    /** @param memberships one more than fit on the page, if there are more */
    Mono<RoomBody.Page> page(List<Membership> memberships, int limit) {
        boolean more = memberships.size() > limit;
        List<Membership> shown = more ? memberships.subList(0, limit) : memberships;
        @Nullable String next = more ? shown.get(limit - 1).room().name() : null;
        return all(shown).map(bodies -> new RoomBody.Page(bodies, next));
    }

    /** Converts one room, with its member count. */
    public Mono<RoomBody> withSize(Membership membership) {
        return pageWithSizes(List.of(membership), 1).map(page -> page.rooms().get(0));
    }

    /** Converts a page of rooms with their member counts. */
    public Mono<RoomBody.Page> pageWithSizes(List<Membership> memberships, int limit) {
        return page(memberships, limit)
                .zipWhen(page ->
                        rooms.sizes(page.rooms().stream().map(RoomBody::id).toList()))
                .map(both -> both.getT1().withSize(both.getT2()));
    }

    Mono<List<RoomBody>> all(List<Membership> memberships) {
        return Mono.zip(
                        counts(memberships.stream()
                                .map(Membership::room)
                                .map(RoomRow::id)
                                .toList()),
                        people(memberships),
                        lastTimes(memberships))
                .map(found -> memberships.stream()
                        .map(membership -> RoomBody.of(
                                membership,
                                found.getT1().getOrDefault(membership.room().id(), 0),
                                found.getT2(),
                                found.getT3().get(membership.room().id())))
                        .toList());
    }

    /** Direct conversations are listed by the time of their newest message. */
    private Mono<Map<String, Instant>> lastTimes(List<Membership> memberships) {
        List<String> direct = memberships.stream()
                .map(Membership::room)
                .filter(room -> room.people() != null && room.lastSeq() > 0)
                .map(RoomRow::id)
                .toList();
        return direct.isEmpty() ? Mono.just(Map.of()) : rooms.lastTimes(direct);
    }

    private Mono<Map<String, Account>> people(List<Membership> memberships) {
        Set<String> people = memberships.stream()
                .map(membership -> membership.room().people())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return people.isEmpty() ? Mono.just(Map.of()) : accounts.named(people);
    }

    private Mono<Map<String, Integer>> counts(List<String> rooms) {
        OnlineCounts counts = online.getIfAvailable();
        return counts == null || rooms.isEmpty() ? Mono.just(Map.of()) : counts.of(rooms);
    }
}
