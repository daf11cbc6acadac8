package chat.parley.hub;

import chat.parley.node.Node;
import chat.parley.roomlog.EncodedChange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Exchanges signals between nodes. A node ignores its own signals, because its connections have already received them.
 */
@Component
class Signals {

    private final Node node;
    private final JsonMapper json;
    private final List<BiConsumer<String, Signal>> listeners = new CopyOnWriteArrayList<>();

    Signals(Node node, JsonMapper json) {
        this.node = node;
        this.json = json;
    }

    EncodedChange encode(Signal signal) {
        return new EncodedChange(0, EncodedChange.Kind.SIGNAL, json.writeValueAsBytes(new Envelope(node.id(), signal)));
    }

    void received(LiveRoom room, EncodedChange entry) {
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
