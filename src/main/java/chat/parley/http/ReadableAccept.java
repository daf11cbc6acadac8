package chat.parley.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Ignores a malformed {@code Accept} header, so that every route answers in its default format (RFC 9110, section
 * 12.5.1). Otherwise each route would handle or reject the header in its own way.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ReadableAccept implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(isReadable(exchange.getRequest()) ? exchange : withoutAccept(exchange));
    }

    private static boolean isReadable(ServerHttpRequest request) {
        List<String> accept = request.getHeaders().getOrEmpty(HttpHeaders.ACCEPT);
        try {
            List<MediaType> types = new ArrayList<>(MediaType.parseMediaTypes(accept));
            MimeTypeUtils.sortBySpecificity(types);
            return accept.stream().noneMatch(ReadableAccept::hasEmptyElement);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Some parsers of the header skip empty elements, others reject them. */
    private static boolean hasEmptyElement(String accept) {
        return Stream.of(accept.split(",", -1)).anyMatch(String::isBlank);
    }

    private static ServerWebExchange withoutAccept(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ACCEPT)))
                .build();
    }
}
