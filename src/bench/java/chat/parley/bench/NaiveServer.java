package chat.parley.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.support.WebSocketHandlerAdapter;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * A chat as in WebFlux tutorials: a sink for each path, and {@code session.send(flux.map(session::textMessage))}. It
 * stores nothing and has no accounts; it is the baseline for the cost of a complete server.
 */
final class NaiveServer {

    private static final int BUFFER = 4096;

    private final Map<String, Sinks.Many<String>> rooms = new ConcurrentHashMap<>();

    private NaiveServer() {}

    public static void main(String[] arguments) {
        DisposableServer server = HttpServer.create()
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(
                        WebHttpHandlerBuilder.applicationContext(context()).build()))
                .bindNow();
        System.out.println("Naive server started on port " + server.port());
        server.onDispose().block();
    }

    /** Registered manually, so that the product's component scan does not find it. */
    private static GenericApplicationContext context() {
        WebSocketHandler chat = new NaiveServer()::handle;
        GenericApplicationContext context = new GenericApplicationContext();
        context.registerBean(
                SimpleUrlHandlerMapping.class, () -> new SimpleUrlHandlerMapping(Map.of("/room/*", chat), -1));
        context.registerBean(WebSocketHandlerAdapter.class, () -> new WebSocketHandlerAdapter());
        context.registerBean(WebHttpHandlerBuilder.WEB_HANDLER_BEAN_NAME, DispatcherHandler.class);
        context.refresh();
        return context;
    }

    private Mono<Void> handle(WebSocketSession session) {
        String path = session.getHandshakeInfo().getUri().getPath();
        Sinks.Many<String> room =
                rooms.computeIfAbsent(path, name -> Sinks.many().multicast().onBackpressureBuffer(BUFFER, false));
        Mono<Void> in = session.receive()
                .map(WebSocketMessage::getPayloadAsText)
                .doOnNext(text -> emit(room, text))
                .then();
        Mono<Void> out = session.send(room.asFlux().map(session::textMessage));
        return Mono.when(in, out);
    }

    /** A text that does not fit into the sink is lost, because nothing is stored. */
    private static void emit(Sinks.Many<String> room, String text) {
        while (room.tryEmitNext(text) == Sinks.EmitResult.FAIL_NON_SERIALIZED) {
            Thread.onSpinWait();
        }
    }
}
