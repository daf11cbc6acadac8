package chat.parley.http;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.logging.ReactorNettyHttpMessageLogFactory;

/**
 * Redacts paths for logs: removes the query and all segments that are long enough to be the secret of an invite or of a
 * password reset, because readers of the log could use them.
 */
@Configuration(proxyBeanMethods = false)
class RedactedPaths {

    /** The shortest secret in a path has 22 characters; the longest literal segment of a route has 15. */
    private static final Pattern LONG_PART = Pattern.compile("[^/]{17,}");

    static String redacted(String uri) {
        int query = uri.indexOf('?');
        return LONG_PART.matcher(query < 0 ? uri : uri.substring(0, query)).replaceAll("…");
    }

    /** Redacts the requests that Reactor Netty logs because it cannot decode them. */
    @Bean
    NettyServerCustomizer redactedRequestLog() {
        return server -> server.httpMessageLogFactory(new RequestLog());
    }

    private static final class RequestLog extends ReactorNettyHttpMessageLogFactory {

        @Override
        protected Function<String, String> uriValueFunction() {
            return RedactedPaths::redacted;
        }
    }
}
