package chat.parley.group;

import chat.parley.support.ParleyServer;

class GroupsOnH2IT extends GroupsContract {

    @Override
    ParleyServer.Setup server() {
        return ParleyServer.with();
    }
}
