package chat.parley.room;

import chat.parley.http.Bodies;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of direct conversations. */
@Configuration(proxyBeanMethods = false)
class DirectRoutes {

    private final DirectService directs;
    private final RoomAnswers answers;

    DirectRoutes(DirectService directs, RoomAnswers answers) {
        this.directs = directs;
        this.answers = answers;
    }

    record Form(@Nullable List<@Nullable String> usernames) {}

    /** Precedes the routes with a room's id in the same place. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> directRouter() {
        return RouterFunctions.route()
                .POST("/api/rooms/direct", Scope.MANAGE.permits(this::open))
                .build();
    }

    private Mono<ServerResponse> open(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, Form.class))
                .flatMap(both -> directs.open(
                        both.getT2().usernames() == null
                                ? null
                                : both.getT2().usernames().stream()
                                        .map(String::valueOf)
                                        .toList(),
                        both.getT1().account()))
                .flatMap(found -> answers.one(found.membership()).flatMap(room -> {
                    URI address = RoomRoutes.address(request, room);
                    return (found.created() ? ServerResponse.created(address) : ServerResponse.ok()).bodyValue(room);
                }));
    }
}
