package chat.parley.follower;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;

class FollowersOnPostgresqlIT extends FollowersContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(PostgresServer.freshDatabase());
    }
}
