package chat.parley.session;

import chat.parley.support.ParleyServer;
import org.junit.jupiter.api.AfterAll;

class SessionsOnH2IT extends SessionsContract {

    private static final ParleyServer server = ParleyServer.start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ParleyServer server() {
        return server;
    }
}
