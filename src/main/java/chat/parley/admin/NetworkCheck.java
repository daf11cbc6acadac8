package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.http.Https;
import chat.parley.http.Route;
import chat.parley.http.SiteProperties;
import chat.parley.http.TrustedProxies;
import java.net.URI;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Checks how clients reach the site, based on the current request. */
@Component
class NetworkCheck {

    private static final Subject PUBLIC_URL = new Subject("public_url", "Public URL");
    private static final Subject TLS = new Subject("tls", "TLS");
    private static final Subject PROXIES = new Subject("proxies", "Proxies");

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final SiteProperties site;
    private final TrustedProxies proxies;

    NetworkCheck(SiteProperties site, TrustedProxies proxies) {
        this.site = site;
        this.proxies = proxies;
    }

    Stream<Finding> of(ServerHttpRequest request) {
        return Stream.of(publicUrl(request), tls(request), proxies(Route.of(request, proxies)));
    }

    private Finding publicUrl(ServerHttpRequest request) {
        URI uri = request.getURI();
        String requestedUrl = uri.getScheme() + "://" + uri.getRawAuthority();
        String url = site.publicUrl();
        if (url == null) {
            return PUBLIC_URL.advice(
                    "It is not set, so links that are handed out depend on what each request says.",
                    "Set parley.public-url to the address that people enter, such as " + requestedUrl + ".");
        }
        return url.equals(requestedUrl) || url.startsWith(requestedUrl + "/")
                ? PUBLIC_URL.ok("People reach this site at " + url + ".")
                : PUBLIC_URL.advice(
                        "It is " + url + ", but this page was requested as " + requestedUrl + ".",
                        "Open this page at the public URL. If you did, let the proxy send Host, or X-Forwarded-Host.");
    }

    private static Finding tls(ServerHttpRequest request) {
        if (Https.isUsed(request)) {
            return TLS.ok("This page came encrypted, and cookies are sent over TLS only.");
        }
        return isOwnName(request)
                ? TLS.ok("This page came from the machine itself, where TLS is not needed.")
                : TLS.problem(
                        "This page came without TLS: passwords and messages can be read on their way.",
                        "End TLS at a proxy that is named in parley.proxies.trusted and sends X-Forwarded-Proto,"
                                + " or set parley.public-url to the https address.");
    }

    private static boolean isOwnName(ServerHttpRequest request) {
        String host = request.getURI().getHost();
        return host != null && OWN_NAMES.contains(host);
    }

    private static Finding proxies(Route route) {
        if (route.forwarded() && !route.trusted()) {
            return PROXIES.problem(
                    "A proxy at " + route.peer() + " forwarded this request, but is not trusted. Everybody who comes"
                            + " through it counts as one address.",
                    "Set parley.proxies.trusted to " + route.peer() + ", if this is your proxy.");
        }
        if (!route.forwarded()) {
            return PROXIES.ok("This request came directly from " + route.client() + ", through no proxy.");
        }
        return route.clientTrusted()
                ? PROXIES.advice(
                        "This request came through a proxy, from " + route.client() + ", an address that is itself"
                                + " trusted as a proxy. Users there could claim any address.",
                        "Name only the proxies in parley.proxies.trusted, not the network of the users.")
                : PROXIES.ok("This request came from " + route.client() + ", through the trusted proxy " + route.peer()
                        + ".");
    }
}
