package chat.parley.hub;

import chat.parley.node.Node;
import chat.parley.roomlog.Entry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import tools.jackson.databind.json.JsonMapper;

/** Signals between nodes. A node ignores its own: it has told its connections already. */
@Component
class Signals {

    private final Node node;
    private final JsonMapper json;
    private final List<BiConsumer<String, Signal>> listeners = new CopyOnWriteArrayList<>();

    Signals(Node node, JsonMapper json) {
        this.node = node;
        this.json = json;
    }

    Entry encode(Signal signal) {
        return new Entry(0, Entry.Kind.SIGNAL, json.writeValueAsBytes(new Envelope(node.id(), signal)));
    }

    void received(LiveRoom room, Entry entry) {
        Envelope envelope = json.readValue(entry.json(), Envelope.class);
        if (!envelope.node().equals(node.id())) {
            room.signal(envelope.signal());
            listeners.forEach(listener -> listener.accept(room.id(), envelope.signal()));
        }
    }

    Disposable listen(BiConsumer<String, Signal> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    record Envelope(String node, Signal signal) {}
}
