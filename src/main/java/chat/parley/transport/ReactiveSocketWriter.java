package chat.parley.transport;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** Writes through the reactive WebSocket session, which works with every server. */
public final class ReactiveSocketWriter implements SocketWriter {

    private final WebSocketSession session;
    private final Executor loop;
    private @Nullable FluxSink<byte[]> frames;

    public ReactiveSocketWriter(WebSocketSession session, Executor loop) {
        this.session = session;
        this.loop = loop;
    }

    @Override
    public Mono<Void> open(Runnable ready) {
        return session.send(Flux.<byte[]>create(sink -> {
                    frames = sink;
                    sink.onRequest(requested -> loop.execute(ready));
                })
                .map(this::message));
    }

    private WebSocketMessage message(byte[] frame) {
        return new WebSocketMessage(
                WebSocketMessage.Type.TEXT, session.bufferFactory().wrap(frame));
    }

    @Override
    public Executor deliveryExecutor() {
        return loop;
    }

    @Override
    public boolean ready() {
        return frames != null && frames.requestedFromDownstream() > 0;
    }

    /**
     * Buffers frames beyond the demand: at most the rest of one batch, because no further batch is written before it
     * has been sent.
     */
    @Override
    public void write(FrameBatch batch) {
        if (frames != null) {
            batch.frames().forEach(frames::next);
        }
    }

    @Override
    public void finish() {
        if (frames != null) {
            frames.complete();
        }
    }
}
