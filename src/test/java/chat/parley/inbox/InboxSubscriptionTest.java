package chat.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.room.RoomBody;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InboxSubscriptionTest {

    private static final String ROOM = "room";

    private final Set<String> open = new HashSet<>();
    private final InboxSubscription subscription = new InboxSubscription(new Bob(), ended -> {});

    @BeforeEach
    void start() {
        subscription.start();
    }

    static List<UnreadUpdate> replacements() {
        return List.of(new UnreadUpdate.Gone(ROOM), new UnreadUpdate.Room(body()));
    }

    @ParameterizedTest
    @MethodSource("replacements")
    void withheldUpdateIsReplacedByNewerStateOfTheRoom(UnreadUpdate newer) {
        open.add(ROOM);
        subscription.add(ROOM, unread(1));
        assertThat(sent()).isEmpty();

        subscription.add(ROOM, newer);
        assertThat(sent()).containsExactly(newer);

        close();
        assertThat(sent()).isEmpty();
    }

    @Test
    void withheldUpdateIsSentWhenTheRoomIsClosed() {
        open.add(ROOM);
        subscription.add(ROOM, unread(1));
        subscription.add("other", unread(1));
        assertThat(sent()).hasSize(1);
        subscription.add(ROOM, unread(2));
        assertThat(sent()).isEmpty();

        close();
        assertThat(sent()).containsExactly(unread(2));
    }

    private void close() {
        open.remove(ROOM);
        subscription.closed(ROOM);
    }

    private List<UnreadUpdate> sent() {
        List<UnreadUpdate> sent = new ArrayList<>();
        for (UnreadUpdate next = subscription.next(); next != null; next = subscription.next()) {
            sent.add(next);
        }
        return sent;
    }

    private static RoomBody body() {
        return new RoomBody(
                ROOM,
                ROOM,
                "",
                "",
                RoomKind.PUBLIC,
                null,
                null,
                null,
                Map.of(),
                Role.MEMBER,
                1,
                0,
                1,
                0,
                0,
                2,
                null,
                false,
                false,
                0,
                null,
                Instant.EPOCH,
                null,
                null,
                List.of(),
                true);
    }

    private static UnreadUpdate.Unread unread(long lastSeq) {
        return new UnreadUpdate.Unread(ROOM, lastSeq, 0, 0, 0, null);
    }

    private final class Bob implements InboxSubscriber {

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public String username() {
            return "bob";
        }

        @Override
        public boolean isOpen(String room) {
            return open.contains(room);
        }

        @Override
        public void updatesPending() {}
    }
}
