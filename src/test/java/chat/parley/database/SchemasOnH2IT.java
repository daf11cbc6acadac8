package chat.parley.database;

import chat.parley.support.ParleyServer;

class SchemasOnH2IT extends SchemasContract {

    @Override
    DatabaseAddress database() {
        return DatabaseAddress.of(ParleyServer.memoryDatabase(), null, null);
    }
}
