package chat.parley.preview;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import chat.parley.support.Website;

class PreviewsOnPostgresqlIT extends PreviewsContract {

    @Override
    ParleyServer start(Website... sites) {
        return ParleyServer.with()
                .database(PostgresServer.freshDatabase())
                .previewsOf(sites)
                .start();
    }
}
