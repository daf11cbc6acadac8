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

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

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
                    "It is not set, so invite and reset links depend on the headers of each request.",
                    "Set parley.public-url to the address that people use, such as " + requestedUrl + ".");
        }
        return url.equals(requestedUrl) || url.startsWith(requestedUrl + "/")
                ? PUBLIC_URL.ok("People reach this site at " + url + ".")
                : PUBLIC_URL.advice(
                        "It is " + url + ", but this page was requested as " + requestedUrl + ".",
                        "Open this page at the public URL. If you did, make the proxy send Host or X-Forwarded-Host.");
    }

    private static Finding tls(ServerHttpRequest request) {
        if (Https.isUsed(request)) {
            return TLS.ok("This page was requested over TLS, and cookies are sent over TLS only.");
        }
        return isLoopback(request)
                ? TLS.ok("This page was requested from this machine itself, where TLS is not needed.")
                : TLS.problem(
                        "This page was requested without TLS: passwords and messages can be intercepted.",
                        "Terminate TLS at a proxy that is listed in parley.proxies.trusted and sends X-Forwarded-Proto,"
                                + " or set parley.public-url to the https address.");
    }

    static boolean isLoopback(ServerHttpRequest request) {
        String host = request.getURI().getHost();
        return host != null && LOOPBACK_HOSTS.contains(host);
    }

    private static Finding proxies(Route route) {
        if (route.forwarded() && !route.trusted()) {
            return PROXIES.problem(
                    "A proxy at " + route.peer() + " forwarded this request, but is not trusted. Everybody behind it"
                            + " counts as one address.",
                    "If this is your proxy, add " + route.peer() + " to parley.proxies.trusted.");
        }
        if (!route.forwarded()) {
            return PROXIES.ok("This request came directly from " + route.client() + ", without a proxy.");
        }
        return route.clientTrusted()
                ? PROXIES.advice(
                        "This request came through a proxy, from " + route.client() + ", an address that is itself"
                                + " trusted as a proxy. Users there could claim any address.",
                        "List only the proxies in parley.proxies.trusted, not the network of the users.")
                : PROXIES.ok("This request came from " + route.client() + ", through the trusted proxy " + route.peer()
                        + ".");
    }
}
