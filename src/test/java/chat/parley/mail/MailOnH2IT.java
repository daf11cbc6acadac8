package chat.parley.mail;

import chat.parley.support.ParleyServer;

class MailOnH2IT extends MailContract {

    @Override
    ParleyServer.Setup database(ParleyServer.Setup setup) {
        return setup.database(ParleyServer.memoryDatabase());
    }
}
