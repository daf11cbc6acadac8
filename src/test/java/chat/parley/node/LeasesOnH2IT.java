package chat.parley.node;

import chat.parley.support.ParleyServer;

class LeasesOnH2IT extends LeasesContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(ParleyServer.memoryDatabase());
    }
}
