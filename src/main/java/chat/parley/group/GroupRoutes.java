package chat.parley.group;

import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes that read groups. */
@Configuration(proxyBeanMethods = false)
class GroupRoutes {

    private final GroupService groups;

    GroupRoutes(GroupService groups) {
        this.groups = groups;
    }

    record Listing(List<Group> groups) {}

    @Bean
    RouterFunction<ServerResponse> groupRouter() {
        return RouterFunctions.route()
                .GET("/api/groups", Scope.READ.permits(this::list))
                .GET("/api/groups/{name}", Scope.READ.permits(this::read))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> groups.list(session.account()))
                .map(Listing::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> groups.read(request.pathVariable("name")))
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}
