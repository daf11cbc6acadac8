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
    private static final Map<String, String> OLD_PATHS = Map.of(
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
        page(routes, "/", show("home"));
        page(routes, "/signup", show("signup"));
        page(routes, "/login", show("login"));
        page(routes, "/forgot", show("forgot"));
        page(routes, "/unsubscribe/{token}", show("unsubscribe"));
        page(routes, "/settings", show("settings"));
        page(routes, "/invite/{token}", show("invite"));
        page(routes, "/reset/{token}", show("reset"));
        page(routes, "/admin", show("admin"));
        page(routes, "/api", show("api"));
        page(routes, "/api/", show("api"));
        page(routes, "/chat", show("chat"));
        page(routes, "/chat/", show("chat"));
        page(routes, "/chat/{name}", room::show);
        page(routes, "/chat/{name}/", room::show);
        page(routes, "/chat/{name}/{seq:[1-9][0-9]*}", room::show);
        page(routes, "/favicon.ico", this::icon);
        OLD_PATHS.forEach((from, to) -> {
            page(routes, from, request -> redirect(request, to));
            page(routes, from + "/", request -> redirect(request, to));
        });
        return routes.build();
    }

    private static void page(RouterFunctions.Builder routes, String path, HandlerFunction<ServerResponse> handler) {
        routes.route(READS.and(path(path)), handler);
    }

    private HandlerFunction<ServerResponse> show(String page) {
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

    private static Mono<ServerResponse> redirect(ServerRequest request, String to) {
        String query = request.uri().getRawQuery();
        String target = Pages.base(request.exchange().getRequest()) + to + (query == null ? "" : "?" + query);
        return ServerResponse.status(HttpStatus.PERMANENT_REDIRECT)
                .location(URI.create(target))
                .build();
    }
}
