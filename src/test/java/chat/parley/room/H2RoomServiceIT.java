package chat.parley.room;

import chat.parley.support.ParleyServer;
import org.junit.jupiter.api.AfterAll;

class H2RoomServiceIT implements RoomServiceContract {

    private static final ParleyServer SERVER = ParleyServer.start();

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @Override
    public ParleyServer server() {
        return SERVER;
    }
}
