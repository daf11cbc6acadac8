package chat.parley.http;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Builds absolute links to this site. */
@Component
public class Links {

    private final SiteProperties properties;
    private final Origins origins;

    Links(SiteProperties properties, Origins origins) {
        this.properties = properties;
        this.origins = origins;
    }

    /**
     * Returns a path of Parley as an absolute URL. The host is that of {@code parley.public-url}. Without this setting
     * it is the request's host, if the {@code Origin} header or {@code parley.origins} confirms it or if it is a
     * loopback name. Otherwise the client could have made it up, and the result is the path alone, including the
     * context path.
     */
    public String absolute(ServerRequest request, String path) {
        ServerHttpRequest httpRequest = request.exchange().getRequest();
        String base = httpRequest.getPath().contextPath().value();
        String site = properties.publicUrl();
        if (site == null) {
            return confirmedSite(httpRequest) + base + path;
        }
        boolean hasPath = !site.equals(properties.publicOrigin());
        return site + (hasPath ? "" : base) + path;
    }

    private String confirmedSite(ServerHttpRequest request) {
        Site confirmed = origins.confirmed(request);
        if (confirmed != null) {
            return confirmed.origin();
        }
        Site site = Site.find(request.getURI());
        if (site == null) {
            return "";
        }
        return site.isLoopback() || properties.origins().contains(site.origin()) ? site.origin() : "";
    }
}
