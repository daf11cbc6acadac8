package chat.parley.http;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Addresses of this site to be handed to people. */
@Component
public class Links {

    private final SiteProperties properties;
    private final Origins origins;

    Links(SiteProperties properties, Origins origins) {
        this.properties = properties;
        this.origins = origins;
    }

    /**
     * A path of ours as an absolute address. The host comes from {@code parley.public-url}; without it from the request,
     * if its {@code Origin} or {@code parley.origins} confirms it, or if it is this machine's own name. Otherwise anybody
     * could have made it up, and the answer is the path alone, with the path before ours.
     */
    public String absolute(ServerRequest request, String path) {
        ServerHttpRequest asked = request.exchange().getRequest();
        String base = asked.getPath().contextPath().value();
        String site = properties.publicUrl();
        if (site == null) {
            return confirmedSite(asked) + base + path;
        }
        boolean hasPath = !site.equals(properties.publicOrigin());
        return site + (hasPath ? "" : base) + path;
    }

    private String confirmedSite(ServerHttpRequest request) {
        Site confirmed = origins.confirmed(request);
        if (confirmed != null) {
            return confirmed.origin();
        }
        Site asked = Site.find(request.getURI());
        if (asked == null) {
            return "";
        }
        return asked.isLoopback() || properties.origins().contains(asked.origin()) ? asked.origin() : "";
    }
}
