package chat.parley.account;

import chat.parley.http.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The browser that a session is for, as it tells of itself: shown to the account's owner, and otherwise no ground for anything.
 *
 * @param local whether it runs on the server's own machine
 */
record Client(ClientAddress address, String userAgent, boolean local) {

    private static final int MAX_USER_AGENT = 256;

    static Client of(ServerRequest request) {
        ServerHttpRequest asked = request.exchange().getRequest();
        String agent = asked.getHeaders().getFirst(HttpHeaders.USER_AGENT);
        String told = agent == null ? "" : agent;
        return new Client(
                ClientAddress.of(asked),
                told.substring(0, Math.min(MAX_USER_AGENT, told.length())),
                LocalRequest.is(asked));
    }
}
