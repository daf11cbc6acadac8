package chat.parley.room;

import chat.parley.account.Accounts;
import chat.parley.roomlog.RoomRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Turns rooms into their wire form, with how many people are there. */
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

    public Mono<RoomBody> one(Seat seat) {
        return all(List.of(seat)).map(bodies -> bodies.get(0));
    }

    /**
     * @param seats one more than fit on the page, if there are
     */
    Mono<RoomBody.Page> page(List<Seat> seats, int limit) {
        boolean more = seats.size() > limit;
        List<Seat> shown = more ? seats.subList(0, limit) : seats;
        @Nullable String next = more ? shown.get(limit - 1).room().name() : null;
        return all(shown).map(bodies -> new RoomBody.Page(bodies, next));
    }

    /** With how many people belong to the room. */
    public Mono<RoomBody> sized(Seat seat) {
        return sizedPage(List.of(seat), 1).map(page -> page.rooms().get(0));
    }

    /** The same, with how many people belong to each room. */
    Mono<RoomBody.Page> sizedPage(List<Seat> seats, int limit) {
        return page(seats, limit)
                .zipWhen(page ->
                        rooms.sizes(page.rooms().stream().map(RoomBody::id).toList()))
                .map(both -> both.getT1().sized(both.getT2()));
    }

    Mono<List<RoomBody>> all(List<Seat> seats) {
        return Mono.zip(counts(seats.stream().map(Seat::room).map(RoomRow::id).toList()), names(seats))
                .map(both -> seats.stream()
                        .map(seat -> RoomBody.of(
                                seat, both.getT1().getOrDefault(seat.room().id(), 0), both.getT2()))
                        .toList());
    }

    private Mono<Map<String, String>> names(List<Seat> seats) {
        Set<String> people = seats.stream()
                .map(seat -> seat.room().people())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return people.isEmpty() ? Mono.just(Map.of()) : accounts.displayNames(people);
    }

    private Mono<Map<String, Integer>> counts(List<String> rooms) {
        OnlineCounts counts = online.getIfAvailable();
        return counts == null || rooms.isEmpty() ? Mono.just(Map.of()) : counts.of(rooms);
    }
}
