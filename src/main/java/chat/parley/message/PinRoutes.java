package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.NumericParameters;
import chat.parley.room.RoomService;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** HTTP routes for the pinned messages of a room. Pinning changes the message. */
@Configuration(proxyBeanMethods = false)
class PinRoutes {

    private final MessageService messages;
    private final RoomService rooms;
    private final MarkedMessages marked;

    PinRoutes(MessageService messages, RoomService rooms, MarkedMessages marked) {
        this.messages = messages;
        this.rooms = rooms;
        this.marked = marked;
    }

    @Bean
    RouterFunction<ServerResponse> pinRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/pins", Scope.READ.permits(this::list))
                .PUT("/api/rooms/{id}/messages/{seq}/pin", Scope.WRITE.permits(request -> pin(request, true)))
                .DELETE("/api/rooms/{id}/messages/{seq}/pin", Scope.WRITE.permits(request -> pin(request, false)))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        String room = request.pathVariable("id");
        return account(request)
                .flatMap(account -> rooms.read(room, account))
                .flatMap(readable -> marked.pinned(room))
                .map(Pins::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> pin(ServerRequest request, boolean on) {
        return MessageAnswers.changed(
                request,
                session -> messages.pin(
                        session.account(), request.pathVariable("id"), NumericParameters.seq(request), on));
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }

    /** @param pins most recently pinned first */
    record Pins(List<LocatedMessage> pins) {}
}
