package chat.parley.group;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;

class GroupsOnPostgresqlIT extends GroupsContract {

    @Override
    ParleyServer.Setup server() {
        return ParleyServer.with().database(PostgresServer.freshDatabase());
    }
}
