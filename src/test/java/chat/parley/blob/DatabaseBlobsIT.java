package chat.parley.blob;

import chat.parley.support.SharedServer;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(SharedServer.class)
class DatabaseBlobsIT extends BlobStoreContract {

    private final SharedServer server;

    DatabaseBlobsIT(SharedServer server) {
        this.server = server;
    }

    @Override
    BlobStore store() {
        return server.server().bean(BlobStore.class);
    }
}
