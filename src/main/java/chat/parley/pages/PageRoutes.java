package chat.parley.pages;

import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import java.net.URI;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Maps URLs to pages. */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

    private static final RequestPredicate READS = RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD);

    /** The URLs of the seeds' pages. */
    private static final Map<String, String> FORMER = Map.of(
            "/user/signup", "signup",
            "/accounts/login", "login",
            "/accounts/password_change", "settings");

    private final Pages pages;

    PageRoutes(Pages pages) {
        this.pages = pages;
    }

    @Bean
    RouterFunction<ServerResponse> pageRouter(RoomPage room) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        page(routes, "/", shows("home"));
        page(routes, "/signup", shows("signup"));
        page(routes, "/login", shows("login"));
        page(routes, "/settings", shows("settings"));
        page(routes, "/invite/{token}", shows("invite"));
        page(routes, "/reset/{token}", shows("reset"));
        page(routes, "/admin", shows("admin"));
        page(routes, "/api", shows("api"));
        page(routes, "/api/", shows("api"));
        page(routes, "/chat", shows("chat"));
        page(routes, "/chat/", shows("chat"));
        page(routes, "/chat/{name}", room::show);
        page(routes, "/chat/{name}/", room::show);
        page(routes, "/chat/{name}/{seq:[1-9][0-9]*}", room::show);
        page(routes, "/favicon.ico", this::icon);
        FORMER.forEach((from, to) -> {
            page(routes, from, request -> moved(request, to));
            page(routes, from + "/", request -> moved(request, to));
        });
        return routes.build();
    }

    private static void page(RouterFunctions.Builder routes, String path, HandlerFunction<ServerResponse> handler) {
        routes.route(READS.and(path(path)), handler);
    }

    private HandlerFunction<ServerResponse> shows(String page) {
        return request -> pages.show(page, request);
    }

    /** Serves the default icon URL, which browsers request for responses that are not pages. */
    private Mono<ServerResponse> icon(ServerRequest request) {
        String base = Pages.base(request.exchange().getRequest());
        String icon = pages.assets().get("pictures/favicon.svg").url();
        return ServerResponse.status(HttpStatus.FOUND)
                .location(URI.create(base + icon))
                .build();
    }

    private static Mono<ServerResponse> moved(ServerRequest request, String to) {
        String query = request.uri().getRawQuery();
        String target = Pages.base(request.exchange().getRequest()) + to + (query == null ? "" : "?" + query);
        return ServerResponse.status(HttpStatus.PERMANENT_REDIRECT)
                .location(URI.create(target))
                .build();
    }
}
