package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.http.Bodies;
import chat.parley.room.RoomBody;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of rooms, including private and archived ones and excluding direct conversations. */
@Configuration(value = "administeredRoomRoutes", proxyBeanMethods = false)
class AdminRoomRoutes {

    private final RoomAdministration rooms;
    private final AuditedActions actions;

    AdminRoomRoutes(RoomAdministration rooms, AuditedActions actions) {
        this.rooms = rooms;
        this.actions = actions;
    }

    @Bean
    RouterFunction<ServerResponse> administeredRoomRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/rooms", this::list)
                .PATCH("/api/admin/rooms/{id}", this::edit)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(account -> rooms.list(
                        QueryParameters.text(request, "query"), QueryParameters.text(request, "after"), account))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> edit(ServerRequest request) {
        String room = request.pathVariable("id");
        return Bodies.read(request, RoomAdministration.Change.class)
                .flatMap(change -> edit(request, room, change))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<RoomBody> edit(ServerRequest request, String room, RoomAdministration.Change change) {
        return actions.administrator(request)
                .flatMap(account -> rooms.check(room, change, account))
                .flatMap(writes -> actions.performSteps(
                        request,
                        Action.ROOM_CHANGED,
                        room,
                        change.toString(),
                        account -> rooms.change(room, writes, account)));
    }
}
