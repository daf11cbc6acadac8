package chat.parley.signin;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import org.junit.jupiter.api.AfterAll;

class SignUpOnPostgresqlIT extends SignUpContract {

    private static final ParleyServer server = start();

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ParleyServer start() {
        return ParleyServer.with().database(PostgresServer.freshDatabase()).start();
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
