package chat.parley.session;

import chat.parley.http.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The browser of a session. The user agent is what the browser reports and is only shown to the account's owner.
 *
 * @param local whether it runs on the server's own machine
 */
public record BrowserInfo(ClientAddress address, String userAgent, boolean local) {

    private static final int MAX_USER_AGENT = 256;

    public static BrowserInfo of(ServerRequest request) {
        ServerHttpRequest httpRequest = request.exchange().getRequest();
        String header = httpRequest.getHeaders().getFirst(HttpHeaders.USER_AGENT);
        String userAgent = header == null ? "" : header;
        return new BrowserInfo(
                ClientAddress.of(httpRequest),
                userAgent.substring(0, Math.min(MAX_USER_AGENT, userAgent.length())),
                LocalRequest.isLocal(httpRequest));
    }
}
