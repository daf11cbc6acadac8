package chat.parley.follower;

import chat.parley.support.ParleyServer;

class FollowersOnH2IT extends FollowersContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(ParleyServer.memoryDatabase());
    }
}
