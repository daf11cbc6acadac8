package chat.parley.http;

import org.springframework.security.web.server.header.CacheControlServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CompositeServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ContentSecurityPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ContentTypeOptionsServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.CrossOriginResourcePolicyServerHttpHeadersWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.server.header.PermissionsPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.security.web.server.header.StrictTransportSecurityServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.header.XXssProtectionServerHttpHeadersWriter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sets the security headers of a response. Headers that a handler has set remain. Idempotent. */
final class SecurityHeaders implements ServerHttpHeadersWriter {

    private final ServerHttpHeadersWriter all = new CompositeServerHttpHeadersWriter(
            new CacheControlServerHttpHeadersWriter(),
            new ContentTypeOptionsServerHttpHeadersWriter(),
            new XXssProtectionServerHttpHeadersWriter(),
            secureTransport(),
            frames(),
            content(),
            permissions(),
            referrer(),
            opener(),
            resources());

    @Override
    public Mono<Void> writeHttpHeaders(ServerWebExchange exchange) {
        return all.writeHttpHeaders(exchange);
    }

    /** Excludes subdomains, because other hosts of the domain may belong to somebody else. */
    private static ServerHttpHeadersWriter secureTransport() {
        var secureTransport = new StrictTransportSecurityServerHttpHeadersWriter();
        secureTransport.setIncludeSubDomains(false);
        return secureTransport;
    }

    private static ServerHttpHeadersWriter frames() {
        var frames = new XFrameOptionsServerHttpHeadersWriter();
        frames.setMode(Mode.DENY);
        return frames;
    }

    private static ServerHttpHeadersWriter content() {
        var content = new ContentSecurityPolicyServerHttpHeadersWriter();
        content.setPolicyDirectives(ContentPolicy.NOTHING);
        return content;
    }

    private static ServerHttpHeadersWriter permissions() {
        var permissions = new PermissionsPolicyServerHttpHeadersWriter();
        permissions.setPolicy("camera=(), geolocation=(), microphone=()");
        return permissions;
    }

    private static ServerHttpHeadersWriter referrer() {
        var referrer = new ReferrerPolicyServerHttpHeadersWriter();
        referrer.setPolicy(ReferrerPolicy.SAME_ORIGIN);
        return referrer;
    }

    private static ServerHttpHeadersWriter opener() {
        var opener = new CrossOriginOpenerPolicyServerHttpHeadersWriter();
        opener.setPolicy(CrossOriginOpenerPolicy.SAME_ORIGIN);
        return opener;
    }

    private static ServerHttpHeadersWriter resources() {
        var resources = new CrossOriginResourcePolicyServerHttpHeadersWriter();
        resources.setPolicy(CrossOriginResourcePolicy.SAME_ORIGIN);
        return resources;
    }
}
