package chat.parley.admin;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;

class AdministrationOnPostgresqlIT extends AdministrationContract {

    @Override
    ParleyServer start() {
        return ParleyServer.with().database(PostgresServer.freshDatabase()).start();
    }
}
