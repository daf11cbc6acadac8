package chat.parley.admin;

import chat.parley.support.ParleyServer;

class AdministrationOnH2IT extends AdministrationContract {

    @Override
    ParleyServer start() {
        return ParleyServer.start();
    }
}
