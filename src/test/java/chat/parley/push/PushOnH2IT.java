package chat.parley.push;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.support.ParleyServer;
import org.junit.jupiter.api.AfterAll;

class PushOnH2IT extends PushContract {

    private static final PushServer service = new PushServer();
    private static final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private static final String database = ParleyServer.memoryDatabase();
    private static final ParleyServer server = start();
    private static final ParleyServer other = start();

    private static ParleyServer start() {
        return with(service).database(database).channelLayer(layer).start();
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
        service.close();
    }

    @Override
    ParleyServer server() {
        return server;
    }

    @Override
    ParleyServer other() {
        return other;
    }

    @Override
    PushServer service() {
        return service;
    }
}
