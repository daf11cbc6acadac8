package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.http.Bodies;
import chat.parley.room.RoomAdministration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Rooms, private and archived ones too; not the direct conversations of others. */
@Configuration(value = "administeredRoomRoutes", proxyBeanMethods = false)
class RoomRoutes {

    private final RoomAdministration rooms;
    private final Acts acts;

    RoomRoutes(RoomAdministration rooms, Acts acts) {
        this.rooms = rooms;
        this.acts = acts;
    }

    @Bean
    RouterFunction<ServerResponse> administeredRoomRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/rooms", this::list)
                .PATCH("/api/admin/rooms/{id}", this::edit)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return acts.administrator(request)
                .flatMap(account -> rooms.list(Asked.text(request, "query"), Asked.text(request, "after"), account))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> edit(ServerRequest request) {
        String room = request.pathVariable("id");
        return Bodies.read(request, RoomAdministration.Change.class)
                .flatMap(change -> acts.perform(
                        request,
                        Action.ROOM_CHANGED,
                        room,
                        change.toString(),
                        account -> rooms.change(room, change, account)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}
