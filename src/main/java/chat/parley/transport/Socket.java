package chat.parley.transport;

import io.netty.channel.Channel;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A WebSocket session and its Netty channel.
 *
 * @param scheduler the channel's event loop, for Reactor operators
 * @param throttle controls when the channel is read
 */
public record Socket(WebSocketSession session, Channel channel, Scheduler scheduler, ReadThrottle throttle) {

    /** Returns the channel's event loop. */
    public Executor loop() {
        return channel.eventLoop();
    }

    /** Closes the channel without a closing handshake. */
    public void abort() {
        channel.close();
    }

    /** Returns the channel of a handshake request. */
    public static Channel channel(ServerHttpRequest handshake) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(handshake);
        AtomicReference<@Nullable Channel> found = new AtomicReference<>();
        request.withConnection(connection -> found.set(connection.channel()));
        return Objects.requireNonNull(found.get());
    }
}
