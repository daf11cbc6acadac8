package chat.parley.pages;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The HTML pages: files of {@code static-web/pages} with their placeholders filled, kept in memory. */
@Component
class Pages {

    private static final String POLICY = "Content-Security-Policy";
    /**
     * A page contains the hashed URLs of everything else, so browsers must revalidate it each time; the response is
     * mostly 304.
     */
    private static final CacheControl REVALIDATE = CacheControl.noCache().cachePrivate();

    private final Assets assets;
    private final Map<String, Page> pages;
    private final AppFiles app;

    Pages(JsonMapper json) throws IOException {
        StaticFiles files = new StaticFiles();
        assets = files.assets();
        Map<String, String> html = files.pages();
        Templates templates = new Templates(html, assets, new Modules(assets, json));
        pages = names(html).collect(Collectors.toUnmodifiableMap(Function.identity(), templates::page));
        app = new AppFiles(files.app(), templates, page("chat"), json);
    }

    Assets assets() {
        return assets;
    }

    AppFiles app() {
        return app;
    }

    boolean has(String name) {
        return pages.containsKey(name);
    }

    /** Sends a page, or 304 if the browser has it. */
    Mono<ServerResponse> show(String name, ServerRequest request) {
        return AssetAnswers.send(page(name, request.exchange()), REVALIDATE, request);
    }

    /** Sends a page in place of a missing resource. */
    Mono<ServerResponse> show(String name, HttpStatusCode status, ServerRequest request) {
        return AssetAnswers.send(page(name, request.exchange()), status, request);
    }

    /** Writes an error page. */
    Mono<Void> write(String name, HttpStatusCode status, ServerWebExchange exchange) {
        Asset page = page(name, exchange);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(page.type());
        response.getHeaders().setContentLength(page.bytes().length);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(page.bytes())));
    }

    /** Returns the base of the site, which is not the root behind some proxies or with a base path. */
    static String base(ServerHttpRequest request) {
        return request.getPath().contextPath().value() + "/";
    }

    private Asset page(String name, ServerWebExchange exchange) {
        Page page = page(name);
        exchange.getResponse().getHeaders().set(POLICY, page.policy());
        return page.at(base(exchange.getRequest()));
    }

    private Page page(String name) {
        return Objects.requireNonNull(pages.get(name), name);
    }

    private static Stream<String> names(Map<String, String> html) {
        return html.keySet().stream()
                .filter(path -> !path.contains("/"))
                .map(path -> path.substring(0, path.indexOf('.')));
    }
}
