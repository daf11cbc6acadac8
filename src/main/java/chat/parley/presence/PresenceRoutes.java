package chat.parley.presence;

import chat.parley.room.RoomService;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /api/rooms/{id}/online}: the accounts that are online in a room, on any node. */
@Configuration(proxyBeanMethods = false)
class PresenceRoutes {

    private final RoomService rooms;
    private final PresenceRows rows;

    PresenceRoutes(RoomService rooms, PresenceRows rows) {
        this.rooms = rooms;
        this.rows = rows;
    }

    @Bean
    RouterFunction<ServerResponse> online() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/online", Scope.READ.permits(this::who))
                .build();
    }

    private Mono<ServerResponse> who(ServerRequest request) {
        String room = request.pathVariable("id");
        return CurrentSession.of(request)
                .flatMap(session -> rooms.read(room, session.account()))
                .flatMap(membership -> rows.names(Set.of(room)))
                .map(names -> names.getOrDefault(room, List.of()))
                .flatMap(names -> ServerResponse.ok().bodyValue(Map.of("online", names, "count", names.size())));
    }
}
