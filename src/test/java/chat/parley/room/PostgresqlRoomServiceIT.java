package chat.parley.room;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import org.junit.jupiter.api.AfterAll;

class PostgresqlRoomServiceIT implements RoomServiceContract {

    private static final ParleyServer SERVER =
            ParleyServer.with().database(PostgresServer.freshDatabase()).start();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Override
    public ParleyServer server() {
        return SERVER;
    }
}
