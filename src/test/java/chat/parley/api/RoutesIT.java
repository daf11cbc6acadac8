package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import reactor.core.publisher.Mono;

/** The documents list exactly the routes and sockets of the server. */
class RoutesIT {

    private final ParleyServer server = SharedServer.H2.server();

    @Test
    void documentListsExactlyTheRoutes() {
        Set<String> described = new OpenApi()
                .operations().stream()
                        .map(operation -> route(operation.method(), operation.path()))
                        .collect(Collectors.toCollection(TreeSet::new));
        Routes routes = new Routes();
        server.beans(RouterFunctionMapping.class)
                .forEach(mapping ->
                        Objects.requireNonNull(mapping.getRouterFunction()).accept(routes));

        assertThat(routes.found).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void documentListsExactlyTheSockets() {
        Set<String> sockets = server.beans(SimpleUrlHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getUrlMap().keySet().stream())
                .filter(path -> path.startsWith("/ws"))
                .map(path -> path.replaceFirst("/$", ""))
                .collect(Collectors.toSet());

        assertThat(new AsyncApi().addresses()).containsExactlyInAnyOrderElementsOf(sockets);
    }

    @ParameterizedTest
    @ValueSource(strings = {Documents.HTTP, Documents.SOCKETS})
    void documentsArePublicAndCacheable(String name) {
        Person visitor = Person.visiting(server.url());

        Answer first = visitor.get("/api/" + name).expect(200);
        assertThat(first.header("Content-Type")).isEqualTo("application/json");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.json()).isEqualTo(Documents.read(name));

        visitor.send(visitor.request("/api/" + name).header("If-None-Match", first.header("ETag")))
                .expect(304);
    }

    private static String route(String method, String path) {
        return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]+}", "{}");
    }

    /** Collects the routes below {@code /api/} and of webhooks. HEAD is omitted, because it is GET without a body. */
    private static final class Routes implements RouterFunctions.Visitor {

        private final Set<String> found = new TreeSet<>();

        @Override
        public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            Terms terms = Terms.of(predicate);
            if (terms.path.startsWith("/api/") && terms.path.length() > "/api/".length()
                    || terms.path.startsWith("/hooks/")) {
                terms.methods.stream()
                        .filter(method -> method != HttpMethod.HEAD)
                        .forEach(method -> found.add(RoutesIT.route(method.name(), terms.path)));
            }
        }

        @Override
        public void startNested(RequestPredicate predicate) {
            throw new AssertionError("Routes are not nested");
        }

        @Override
        public void endNested(RequestPredicate predicate) {}

        @Override
        public void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

        @Override
        public void attributes(Map<String, Object> attributes) {}

        @Override
        public void unknown(RouterFunction<?> routes) {
            throw new AssertionError("What does this answer? " + routes);
        }
    }

    /** The methods and the path of a route's predicate; its other conditions are ignored. */
    private static final class Terms {

        private Set<HttpMethod> methods = Set.of();
        private String path = "";

        static Terms of(RequestPredicate predicate) {
            Terms terms = new Terms();
            predicate.accept((RequestPredicates.Visitor) Proxy.newProxyInstance(
                    Terms.class.getClassLoader(),
                    new Class<?>[] {RequestPredicates.Visitor.class},
                    (self, asked, values) -> terms.take(asked.getName(), values)));
            return terms;
        }

        @SuppressWarnings("unchecked")
        private @Nullable Object take(String asked, @Nullable Object[] values) {
            switch (asked) {
                case "method" -> methods = (Set<HttpMethod>) Objects.requireNonNull(values[0]);
                case "path" -> path = String.valueOf(values[0]);
                default -> {}
            }
            return null;
        }
    }
}
