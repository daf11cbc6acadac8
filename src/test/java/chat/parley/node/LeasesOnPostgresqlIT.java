package chat.parley.node;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;

class LeasesOnPostgresqlIT extends LeasesContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(PostgresServer.freshDatabase());
    }
}
