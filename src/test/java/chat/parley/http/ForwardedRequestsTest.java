package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.parley.http.ProxyProperties.Headers;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Only forwarded headers that trusted proxies have written are used, never those of the client. */
class ForwardedRequestsTest {

    private static final String PROXY = "10.0.0.9";
    private static final List<String> TRUSTED = List.of("10.0.0.0/8", "fd00::/8", "192.0.2.7");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5                      | 203.0.113.5",
                "6.6.6.6, 203.0.113.5             | 203.0.113.5",
                "6.6.6.6, 203.0.113.5, 10.1.1.1   | 203.0.113.5",
                "6.6.6.6, 203.0.113.5, 192.0.2.7  | 203.0.113.5",
                "10.1.1.1, 203.0.113.5            | 203.0.113.5",
                "203.0.113.5:4711                 | 203.0.113.5",
                "2001:db8::1                      | 2001:db8::1",
                "[2001:db8::1]                    | 2001:db8::1",
                "[2001:db8::1]:4711               | 2001:db8::1",
                "6.6.6.6, [2001:db8::1]:1, fd00::2| 2001:db8::1",
                "::ffff:203.0.113.5               | 203.0.113.5",
                "6.6.6.6,203.0.113.5,             | 10.0.0.9",
                "6.6.6.6, unknown                 | 10.0.0.9",
                "6.6.6.6, rubbish, 10.1.1.1       | 10.1.1.1",
                "example.org                      | 10.0.0.9",
                "[2001:db8::1                     | 10.0.0.9",
                "999.1.1.1                        | 10.0.0.9",
                "10.1.1.1, 10.2.2.2               | 10.1.1.1",
            })
    void clientIsTheRightmostUntrustedAddress(String header, String client) {
        assertThat(client(PROXY, "X-Forwarded-For", header)).isEqualTo(client);
    }

    @Test
    void headerLinesAreJoined() {
        assertThat(client(PROXY, "X-Forwarded-For", "6.6.6.6", "7.7.7.7, 203.0.113.5", "10.1.1.1"))
                .isEqualTo("203.0.113.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "11.0.0.1", "192.0.2.8", "2001:db8::9"})
    void headersOfUntrustedPeerAreIgnored(String peer) {
        ServerHttpRequest seen = seen(
                Headers.X_FORWARDED,
                request(peer)
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Prefix", "/evil")
                        .header("Forwarded", "for=6.6.6.6;host=evil.example"));

        assertThat(address(seen)).isEqualTo(peer);
        assertThat(seen.getURI()).hasToString("http://node:8080/chat?q=a%20b");
        assertThat(seen.getPath().contextPath().value()).isEmpty();
        assertThat(seen.getHeaders().headerNames()).noneMatch(name -> name.contains("orwarded"));
    }

    @Test
    void noPeerIsTrustedByDefault() {
        assertThat(address(seen(null, "none", request("127.0.0.1").header("X-Forwarded-For", "6.6.6.6"))))
                .isEqualTo("127.0.0.1");
        assertThat(address(seen(null, "framework", request("127.0.0.1").header("X-Forwarded-For", "6.6.6.6"))))
                .isEqualTo("6.6.6.6");
        assertThat(address(seen(null, "native", request("203.0.113.1").header("X-Forwarded-For", "6.6.6.6"))))
                .isEqualTo("203.0.113.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.5                                    | 203.0.113.5",
                "for=6.6.6.6, for=203.0.113.5;by=10.1.1.1;proto=https| 203.0.113.5",
                "For=\"[2001:db8::1]:4711\", for=10.1.1.1           | 2001:db8::1",
                "for=6.6.6.6, for=\"_hidden, for=7.7.7.7\"          | 10.0.0.9",
                "for=6.6.6.6, for=unknown                           | 10.0.0.9",
                "for=6.6.6.6, proto=https                           | 10.0.0.9",
                "for=\"203.0.113.5:80                               | 10.0.0.9",
                "=;=,;;=                                            | 10.0.0.9",
            })
    void forwardedHeaderIsUsedIfConfigured(String header, String client) {
        MockServerHttpRequest.BaseBuilder<?> request =
                request(PROXY).header("Forwarded", header).header("X-Forwarded-For", "8.8.8.8");

        assertThat(address(seen(Headers.FORWARDED, request))).isEqualTo(client);
    }

    @Test
    void unconfiguredHeadersAreIgnored() {
        assertThat(client(PROXY, "Forwarded", "for=6.6.6.6;host=evil.example;proto=https"))
                .isEqualTo(PROXY);
    }

    @Test
    void schemeHostAndPortOfNearestProxyAreUsed() {
        ServerHttpRequest seen = seen(
                Headers.X_FORWARDED,
                request(PROXY)
                        .header("X-Forwarded-Proto", "ftp, https")
                        .header("X-Forwarded-Host", "evil.example, chat.example.org")
                        .header("X-Forwarded-Port", "8443"));

        assertThat(seen.getURI()).hasToString("https://chat.example.org:8443/chat?q=a%20b");
    }

    @Test
    void prefixBecomesTheContextPath() {
        ServerHttpRequest seen = seen(Headers.X_FORWARDED, request(PROXY).header("X-Forwarded-Prefix", "/talk/"));

        assertThat(seen.getPath().contextPath().value()).isEqualTo("/talk");
        assertThat(seen.getPath().pathWithinApplication().value()).isEqualTo("/chat");
    }

    @Test
    void invalidValuesAreIgnored() {
        ServerHttpRequest seen = seen(
                Headers.X_FORWARDED,
                request(PROXY)
                        .header("X-Forwarded-Proto", "javascript")
                        .header("X-Forwarded-Host", "evil.example/@x")
                        .header("X-Forwarded-Port", "99999")
                        .header("X-Forwarded-Prefix", "//evil.example"));

        assertThat(seen.getURI()).hasToString("http://node:8080/chat?q=a%20b");
        assertThat(seen.getPath().contextPath().value()).isEmpty();
    }

    @Test
    void publicUrlDeterminesTheSchemeOfItsHost() {
        ServerHttpRequest plain = MockServerHttpRequest.method(
                        HttpMethod.GET, URI.create("http://chat.example.org/chat?q=a%20b"))
                .remoteAddress(new InetSocketAddress(PROXY, 1))
                .build();
        ForwardedRequests forwarded = new ForwardedRequests(
                proxies(List.of(), Headers.X_FORWARDED, "none"),
                new SiteProperties(List.of(), "https://chat.example.org"));

        assertThat(forwarded.apply(plain).getURI()).hasToString("https://chat.example.org/chat?q=a%20b");
        assertThat(forwarded.apply(request(PROXY).build()).getURI().getScheme()).isEqualTo("http");
    }

    @Test
    void malformedHeadersNeverFailARequest() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        Random random = new Random(seed);
        String letters = "0123456789abcdef:.,;=[]\"'%/\\ -_forprthsx\t";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                value.append(letters.charAt(random.nextInt(letters.length())));
            }
            MockServerHttpRequest.BaseBuilder<?> request = request(PROXY);
            for (String name : List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix")) {
                request.header(name, value.toString());
            }
            for (Headers headers : Headers.values()) {
                assertThat(seen(headers, request).getURI().getHost())
                        .as("seed %d: %s", seed, value)
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "fd00::/129", "example.org", "10.0.0", "10.0.0.0/-1", "", "/8"})
    void invalidNetworkIsRejectedAtTheStart(String network) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyProperties(List.of(network), Headers.X_FORWARDED))
                .withMessageContaining("parley.proxies.trusted");
    }

    private static MockServerHttpRequest.BaseBuilder<?> request(String peer) {
        return MockServerHttpRequest.method(HttpMethod.GET, URI.create("http://node:8080/chat?q=a%20b"))
                .remoteAddress(new InetSocketAddress(peer, 4711));
    }

    private static String client(String peer, String header, String... lines) {
        return address(seen(Headers.X_FORWARDED, request(peer).header(header, lines)));
    }

    private static String address(ServerHttpRequest request) {
        return ClientAddress.of(request).text();
    }

    private static ServerHttpRequest seen(Headers headers, MockServerHttpRequest.BaseBuilder<?> request) {
        return new ForwardedRequests(proxies(TRUSTED, headers, "none"), new SiteProperties(List.of(), null))
                .apply(request.build());
    }

    private static ServerHttpRequest seen(
            @Nullable List<String> trusted, String strategy, MockServerHttpRequest.BaseBuilder<?> request) {
        return new ForwardedRequests(
                        proxies(trusted, Headers.X_FORWARDED, strategy), new SiteProperties(List.of(), null))
                .apply(request.build());
    }

    private static TrustedProxies proxies(@Nullable List<String> trusted, Headers headers, String strategy) {
        return new TrustedProxies(
                new ProxyProperties(trusted, headers),
                new MockEnvironment().withProperty("server.forward-headers-strategy", strategy));
    }
}
