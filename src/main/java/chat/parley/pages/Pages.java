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
    /** A page names the versions of everything else, so a browser must ask each time; mostly it hears 304. */
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache().cachePrivate();

    private final Assets assets;
    private final Map<String, Page> pages;
    private final AppFiles app;

    Pages(JsonMapper json) throws IOException {
        Files files = new Files();
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

    /** Answers with a page, or with 304 where the browser has it. */
    Mono<ServerResponse> show(String name, ServerRequest request) {
        return AssetAnswers.send(page(name, request.exchange()), ASK_EACH_TIME, request);
    }

    /** Answers with a page that stands for something that is not there. */
    Mono<ServerResponse> show(String name, HttpStatusCode status, ServerRequest request) {
        return AssetAnswers.send(page(name, request.exchange()), status, request);
    }

    /** Writes the page of a failure. */
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

    /** Where the site begins: behind a proxy, or with a base path, not at the root. */
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
