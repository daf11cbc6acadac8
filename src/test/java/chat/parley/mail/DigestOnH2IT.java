package chat.parley.mail;

import chat.parley.support.ParleyServer;

class DigestOnH2IT extends DigestContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(ParleyServer.memoryDatabase());
    }
}
