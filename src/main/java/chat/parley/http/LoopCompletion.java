package chat.parley.http;

import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Completes every response on the event loop of its connection. Reactor Netty adds its listener for the last write
 * after writing. If it writes on another thread, the client's next request can arrive in between; the connection then
 * counts as busy forever, so that stopping the server waits until its timeout, or (in 1.3.6) is no longer read.
 */
@Component
class LoopCompletion implements WebHttpHandlerBuilderCustomizer {

    @Override
    public void customize(WebHttpHandlerBuilder builder) {
        builder.httpHandlerDecorator(LoopCompletion::onEventLoop);
    }

    private static HttpHandler onEventLoop(HttpHandler handler) {
        return (request, response) -> {
            EventLoop eventLoop = loopOf(response);
            Scheduler loop = Schedulers.fromExecutor(task -> run(task, eventLoop));
            return handler.handle(request, new OnLoop(response, loop)).publishOn(loop);
        };
    }

    private static EventLoop loopOf(ServerHttpResponse response) {
        AtomicReference<EventLoop> loop = new AtomicReference<>();
        ServerHttpResponseDecorator.<HttpServerResponse>getNativeResponse(response)
                .withConnection(connection -> loop.set(connection.channel().eventLoop()));
        return Objects.requireNonNull(loop.get());
    }

    private static void run(Runnable task, EventLoop loop) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private static final class OnLoop extends ServerHttpResponseDecorator {

        private final Scheduler loop;

        OnLoop(ServerHttpResponse response, Scheduler loop) {
            super(response);
            this.loop = loop;
        }

        /** Actions before the commit may complete on any thread, and the response would continue there. */
        @Override
        public void beforeCommit(Supplier<? extends Mono<Void>> action) {
            super.beforeCommit(() -> action.get().publishOn(loop));
        }

        /** A {@code Mono} body completes the response as soon as it is emitted. */
        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(body instanceof Mono<? extends DataBuffer> single ? single.publishOn(loop) : body);
        }
    }
}
