package chat.parley.account;

import chat.parley.http.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The browser that a session is for, as it tells of itself: shown to the account's owner, and otherwise no ground for anything. */
record Client(ClientAddress address, String userAgent) {

    private static final int MAX_USER_AGENT = 256;
    private static final int MAX_ADDRESS = 64;

    static Client of(ServerRequest request) {
        ServerHttpRequest asked = request.exchange().getRequest();
        String agent = asked.getHeaders().getFirst(HttpHeaders.USER_AGENT);
        ClientAddress address = ClientAddress.of(asked);
        return new Client(
                new ClientAddress(cut(address.text(), MAX_ADDRESS), address.key()),
                cut(agent == null ? "" : agent, MAX_USER_AGENT));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
