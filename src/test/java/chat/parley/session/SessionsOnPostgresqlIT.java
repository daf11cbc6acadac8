package chat.parley.session;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import org.junit.jupiter.api.AfterAll;

class SessionsOnPostgresqlIT extends SessionsContract {

    private static final ParleyServer server =
            ParleyServer.with().database(PostgresServer.freshDatabase()).start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ParleyServer server() {
        return server;
    }
}
