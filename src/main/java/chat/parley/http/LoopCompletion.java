package chat.parley.http;

import io.netty.channel.EventLoop;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
 * Lets every answer end on the event loop of its connection. Reactor Netty listens to its last write only after it wrote:
 * from another thread, the client's next request can come between. Then the connection counts as busy for ever, so that a
 * stop of the server waits its whole time for it, or (from 1.3.6 on) is not read any more.
 */
@Component
class LoopCompletion implements WebHttpHandlerBuilderCustomizer {

    @Override
    public void customize(WebHttpHandlerBuilder builder) {
        builder.httpHandlerDecorator(LoopCompletion::onItsLoop);
    }

    private static HttpHandler onItsLoop(HttpHandler handler) {
        return (request, response) -> {
            EventLoop its = loopOf(response);
            Scheduler loop = Schedulers.fromExecutor(task -> run(task, its));
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

        /** A whole body ends the answer as soon as it is there. */
        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(body instanceof Mono<? extends DataBuffer> whole ? whole.publishOn(loop) : body);
        }
    }
}
