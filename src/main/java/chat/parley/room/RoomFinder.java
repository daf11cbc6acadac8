package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.roomlog.state.RoomId;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Finds rooms by the names that people use: a room's name, or the other people in a direct conversation. */
@Service
public class RoomFinder {

    private final RoomService rooms;
    private final DirectService directs;

    RoomFinder(RoomService rooms, DirectService directs) {
        this.rooms = rooms;
        this.directs = directs;
    }

    /**
     * Finds a room by its name. A direct conversation is {@code @bob,cid} for the others in it, and {@code @} alone for
     * notes to oneself. Refused with {@code room_not_found} if there is no such room or the account may not know of it.
     */
    public Mono<Membership> byName(String name, Account account) {
        return name.startsWith("@")
                ? directs.find(others(name), account).switchIfEmpty(Mono.error(RoomId::notFound))
                : rooms.readByName(name, account);
    }

    private static List<String> others(String name) {
        return Stream.of(name.substring(1).split(","))
                .filter(username -> !username.isBlank())
                .toList();
    }
}
