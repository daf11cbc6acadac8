package chat.parley.mail;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;

class DigestOnPostgresqlIT extends DigestContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(PostgresServer.freshDatabase());
    }
}
