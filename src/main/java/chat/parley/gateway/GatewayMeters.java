package chat.parley.gateway;

import chat.parley.http.RefusalMeters;
import chat.parley.hub.Batch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;

/** What is counted of sockets. What lies on the way of frames is one addition, to a counter that is held here. */
@Component
class GatewayMeters {

    private final MeterRegistry registry;
    private final RefusalMeters refusals;
    private final Counter delivered;
    private final Counter deliveredBytes;
    private final Counter heard;
    private final Counter opened;
    private final Counter refused;

    GatewayMeters(MeterRegistry registry, RefusalMeters refusals, Connections connections) {
        this.registry = registry;
        this.refusals = refusals;
        Gauge.builder("parley.connections", connections, Connections::size)
                .description("Open sockets")
                .register(registry);
        Gauge.builder("parley.connections.slow", connections, Connections::slow)
                .description("Sockets that take nothing although something waits for them")
                .register(registry);
        delivered = counter("parley.deliveries", "Frames that sockets have taken");
        deliveredBytes = counter("parley.deliveries.bytes", "Bytes of these frames");
        heard = counter("parley.frames.received", "Frames that clients have sent");
        opened = handshakes("opened");
        refused = handshakes("refused");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Counter handshakes(String outcome) {
        return Counter.builder("parley.handshakes")
                .description("Sockets that were asked for by whoever is signed in")
                .tag("outcome", outcome)
                .register(registry);
    }

    void delivered(Batch batch) {
        delivered.increment(batch.frames().size());
        deliveredBytes.increment(batch.bytes());
    }

    void heard() {
        heard.increment();
    }

    void opened() {
        opened.increment();
    }

    void refusedHandshake() {
        refused.increment();
    }

    void refused(ServerFrame.Refused frame) {
        refusals.told(RefusalMeters.Way.SOCKET, frame.code());
    }

    /** The server ends a connection, for one of the few reasons of {@link Closing}. */
    void ended(CloseStatus status) {
        Counter.builder("parley.connections.ended")
                .description("Sockets that the server has ended, by close code")
                .tag("code", Integer.toString(status.getCode()))
                .register(registry)
                .increment();
    }
}
