package chat.parley.preview;

import chat.parley.support.ParleyServer;
import chat.parley.support.Website;

class PreviewsOnH2IT extends PreviewsContract {

    @Override
    ParleyServer start(Website... sites) {
        return ParleyServer.with().previewsOf(sites).start();
    }
}
