package chat.parley.http;

import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of this site to be handed to people. */
public final class Links {

    private Links() {}

    /** A path of ours as the asking browser sees this site, proxies and a path before ours included. */
    public static String absolute(ServerRequest request, String path) {
        return UriComponentsBuilder.fromUri(request.uri())
                .replacePath(request.requestPath().contextPath().value() + path)
                .replaceQuery(null)
                .build()
                .toUriString();
    }
}
