package chat.parley.room;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rooms that accounts are members of, for whoever follows all of them. Who may ask for them is for the asker. */
@Service
public class OwnRooms {

    /** More rooms than these are nobody's to follow. */
    public static final int MOST = 1000;

    private final Rooms rooms;
    private final RoomAnswers answers;

    OwnRooms(Rooms rooms, RoomAnswers answers) {
        this.rooms = rooms;
        this.answers = answers;
    }

    /** The places of some accounts in all of their rooms, at most {@link #MOST} for each account on average. */
    public Flux<Own> of(Collection<Long> accounts) {
        return rooms.own(accounts);
    }

    /** The given places, as far as the accounts are members there. */
    public Flux<Own> at(List<Place> places) {
        return rooms.ownAt(places);
    }

    /** What the accounts see of the rooms, in the order of the places. */
    public Mono<List<RoomBody>> bodies(List<Own> places) {
        return answers.all(places.stream().map(Own::seat).toList());
    }

    /** Somebody somewhere. */
    public record Place(String room, long account) {}

    public record Own(long account, Seat seat) {

        public String room() {
            return seat.room().id();
        }
    }
}
