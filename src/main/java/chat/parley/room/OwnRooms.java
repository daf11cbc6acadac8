package chat.parley.room;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads all rooms of accounts, for subscriptions to all of them. Callers check permission. */
@Service
public class OwnRooms {

    /** The maximum number of rooms per account in a subscription. */
    public static final int MAX_ROOMS = 1000;

    private final Rooms rooms;
    private final RoomAnswers answers;

    OwnRooms(Rooms rooms, RoomAnswers answers) {
        this.rooms = rooms;
        this.answers = answers;
    }

    /** Returns the memberships of some accounts in all of their rooms, at most {@link #MAX_ROOMS} per account on average. */
    public Flux<OwnRoom> ofAccounts(Collection<Long> accounts) {
        return rooms.ofAccounts(accounts);
    }

    /** Returns the memberships for these keys; keys of non-members are missing. */
    public Flux<OwnRoom> withKeys(List<Key> keys) {
        return rooms.withKeys(keys);
    }

    /** Returns the rooms as the accounts see them, in the order of the memberships. */
    public Mono<List<RoomBody>> bodies(List<OwnRoom> rooms) {
        return answers.all(rooms.stream().map(OwnRoom::membership).toList());
    }

    /** The key of a membership. */
    public record Key(String room, long account) {}

    public record OwnRoom(long account, Membership membership) {

        public String room() {
            return membership.room().id();
        }
    }
}
