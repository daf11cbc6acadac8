package chat.parley.mail;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;

class MailOnPostgresqlIT extends MailContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(PostgresServer.freshDatabase());
    }
}
