package chat.parley.signin;

import chat.parley.support.ParleyServer;
import org.junit.jupiter.api.AfterAll;

class SignUpOnH2IT extends SignUpContract {

    private static final ParleyServer server = start();

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ParleyServer start() {
        return ParleyServer.start();
    }

    @Override
    ParleyServer server() {
        return server;
    }

    @Override
    ParleyServer freshServer() {
        return start();
    }
}
