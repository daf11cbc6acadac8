package chat.parley.inbox;

import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.room.ReadListener;
import org.springframework.stereotype.Component;

/** Sends an account's read mark to its other devices on all nodes. */
@Component
class ReadSignals implements ReadListener {

    private final Hub hub;

    ReadSignals(Hub hub) {
        this.hub = hub;
    }

    @Override
    public void read(String room, String username, long seq, boolean back) {
        hub.broadcast(room, new Signal.Read(username, seq, back));
    }
}
