package chat.parley.gateway;

import chat.parley.http.RefusalMeters;
import chat.parley.transport.FrameBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.CloseStatus;

/** Metrics of sockets. The cost per frame is one increment of a counter that is looked up in advance. */
@Component
class GatewayMeters {

    private final MeterRegistry registry;
    private final RefusalMeters refusals;
    private final Counter delivered;
    private final Counter deliveredBytes;
    private final Counter received;
    private final Counter opened;
    private final Counter refused;

    GatewayMeters(MeterRegistry registry, RefusalMeters refusals, Connections connections) {
        this.registry = registry;
        this.refusals = refusals;
        Gauge.builder("parley.connections", connections, Connections::size)
                .description("Open sockets")
                .register(registry);
        Gauge.builder("parley.connections.slow", connections, Connections::slow)
                .description("Sockets that are not reading although data is waiting")
                .register(registry);
        delivered = counter("parley.deliveries", "Frames that sockets have taken");
        deliveredBytes = counter("parley.deliveries.bytes", "Bytes of these frames");
        received = counter("parley.frames.received", "Frames that clients have sent");
        opened = handshakes("opened");
        refused = handshakes("refused");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private Counter handshakes(String outcome) {
        return Counter.builder("parley.handshakes")
                .description("WebSocket handshakes of authenticated clients")
                .tag("outcome", outcome)
                .register(registry);
    }

    void delivered(FrameBatch batch) {
        delivered.increment(batch.frames().size());
        deliveredBytes.increment(batch.bytes());
    }

    void received() {
        received.increment();
    }

    void opened() {
        opened.increment();
    }

    void refusedHandshake() {
        refused.increment();
    }

    void refused(ServerFrame.Refused frame) {
        refusals.count(RefusalMeters.Way.SOCKET, frame.code());
    }

    /** Counts a connection that the server ends with one of the {@link CloseCode}s. */
    void ended(CloseStatus status) {
        Counter.builder("parley.connections.ended")
                .description("Sockets closed by the server, by close code")
                .tag("code", Integer.toString(status.getCode()))
                .register(registry)
                .increment();
    }
}
