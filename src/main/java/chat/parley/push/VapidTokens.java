package chat.parley.push;

import chat.parley.http.SiteProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the signed tokens by which this installation identifies itself to push services (RFC 8292), one for each push
 * service until shortly before it expires. Thread-safe.
 */
@Component
class VapidTokens {

    /** Push services refuse tokens that are valid for more than a day. */
    private static final Duration LIFETIME = Duration.ofHours(12);

    private static final Duration RENEWAL = Duration.ofHours(1);
    /** Browsers use few push services; a larger number means that somebody is inventing addresses. */
    private static final int MAX_CACHED = 1_000;

    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ES256\"}";
    /** RFC 7518, section 3.4: both numbers of the signature in 32 bytes each. */
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    private final VapidKeys keys;
    private final PushProperties properties;
    private final SiteProperties site;
    private final JsonMapper json;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    VapidTokens(
            VapidKeys keys,
            PushProperties properties,
            SiteProperties site,
            JsonMapper json,
            SecureRandom random,
            Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.site = site;
        this.json = json;
        this.random = random;
        this.clock = clock;
    }

    private record Token(String header, Instant expiresAt) {}

    /** Returns the value of {@code Authorization} for a request to this endpoint. */
    Mono<String> authorization(URI endpoint) {
        return keys.pair().map(pair -> token(origin(endpoint), pair).header());
    }

    private Token token(String audience, VapidKeys.Pair pair) {
        Instant now = clock.instant();
        Token known = tokens.get(audience);
        if (known != null && now.isBefore(known.expiresAt().minus(RENEWAL))) {
            return known;
        }
        Instant end = now.plus(LIFETIME);
        Token made = new Token(
                "vapid t=" + sign(claims(audience, end), pair.privateKey(), random) + ", k=" + pair.publicKey(), end);
        if (tokens.size() >= MAX_CACHED) {
            tokens.clear();
        }
        tokens.put(audience, made);
        return made;
    }

    private String claims(String audience, Instant end) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", audience);
        claims.put("exp", end.getEpochSecond());
        String subject = subject();
        if (subject != null) {
            claims.put("sub", subject);
        }
        return json.writeValueAsString(claims);
    }

    /** A contact for operators of push services; some refuse messages without one. */
    private @Nullable String subject() {
        return properties.contact() != null ? properties.contact() : site.publicUrl();
    }

    /** Without a given source of randomness, a signature reads the system's from a file. */
    private static String sign(String claims, PrivateKey key, SecureRandom random) {
        try {
            String signed = encoded(HEADER) + "." + encoded(claims);
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key, random);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64Url.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw P256.unsupported(e);
        }
    }

    private static String encoded(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The origin has no port if it is the default one. */
    private static String origin(URI endpoint) {
        int port = endpoint.getPort();
        return endpoint.getScheme() + "://" + endpoint.getHost() + (port < 0 || port == 443 ? "" : ":" + port);
    }
}
