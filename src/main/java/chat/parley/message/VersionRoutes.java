package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.message.MessageVersions.Version;
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

/** HTTP route for the edit history of a message. Everybody who may read the message may also read its history. */
@Configuration(proxyBeanMethods = false)
class VersionRoutes {

    private final RoomService rooms;
    private final MessageVersions versions;

    VersionRoutes(RoomService rooms, MessageVersions versions) {
        this.rooms = rooms;
        this.versions = versions;
    }

    @Bean
    RouterFunction<ServerResponse> versionRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/messages/{seq}/history", Scope.READ.permits(this::list))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        String room = request.pathVariable("id");
        long seq = NumericParameters.seq(request);
        return CurrentSession.of(request)
                .map(Session::account)
                .flatMap((Account account) -> rooms.read(room, account))
                .flatMap(readable -> versions.newest(room, seq))
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.MESSAGE_NOT_FOUND, "This message doesn't exist.")))
                .map(Versions::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** @param versions the present text first, then the former ones, the newest first */
    record Versions(List<Version> versions) {}
}
