package chat.parley.gateway;

import chat.parley.hub.Batch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** The plain way, which works with every server: a source of messages that the socket asks for. */
final class ReactiveWire implements Wire {

    private final WebSocketSession session;
    private final Executor loop;
    private @Nullable FluxSink<byte[]> frames;

    ReactiveWire(WebSocketSession session, Executor loop) {
        this.session = session;
        this.loop = loop;
    }

    @Override
    public Mono<Void> open(Runnable ready) {
        return session.send(Flux.<byte[]>create(sink -> {
                    frames = sink;
                    sink.onRequest(more -> loop.execute(ready));
                })
                .map(this::message));
    }

    private WebSocketMessage message(byte[] frame) {
        return new WebSocketMessage(
                WebSocketMessage.Type.TEXT, session.bufferFactory().wrap(frame));
    }

    @Override
    public Executor turns() {
        return loop;
    }

    @Override
    public boolean ready() {
        return frames != null && frames.requestedFromDownstream() > 0;
    }

    /** What the socket has not asked for is kept: the rest of one batch, because nobody writes before that is gone. */
    @Override
    public void write(Batch batch) {
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
