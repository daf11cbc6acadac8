package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Generated links contain no host that a client could have made up. */
class LinksTest {

    @ParameterizedTest
    @CsvSource({
        "http://evil.example/x,,/talk/invite/t",
        "http://evil.example/x,http://good.example,/talk/invite/t",
        "http://evil.example/x,null,/talk/invite/t",
        "http://parley.example/x,http://parley.example,http://parley.example/talk/invite/t",
        "http://parley.example/x,https://parley.example,https://parley.example/talk/invite/t",
        "https://parley.example:8443/x,https://parley.example:8443,https://parley.example:8443/talk/invite/t",
        "javascript://parley.example/x,javascript://parley.example,/talk/invite/t",
        "https://known.example/x,,https://known.example/talk/invite/t",
        "http://localhost:8080/x,,http://localhost:8080/talk/invite/t",
        "http://127.0.0.1:8080/x,,http://127.0.0.1:8080/talk/invite/t",
        "http://[::1]:8080/x,,http://[::1]:8080/talk/invite/t",
        "http://127.0.0.1.evil.example/x,,/talk/invite/t",
    })
    void hostMustBeConfirmed(String asked, @Nullable String origin, String link) {
        assertThat(link(null, asked, origin)).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.org,https://chat.example.org/talk/invite/t",
        "HTTPS://Chat.Example.org:443/,https://chat.example.org/talk/invite/t",
        "https://example.org/other/path/,https://example.org/other/path/invite/t",
        "http://10.0.0.1:8080,http://10.0.0.1:8080/talk/invite/t",
    })
    void publicUrlStartsEveryLink(String publicUrl, String link) {
        assertThat(link(publicUrl, "http://evil.example/x", "http://evil.example"))
                .isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat.example.org",
                "javascript:alert(1)",
                "ftp://chat.example.org",
                "https://",
                "https://user@chat.example.org",
                "https://chat.example.org/?a",
                "https://chat.example.org/#a",
                "https://chat.example.org//talk",
                "https://chat example.org"
            })
    void invalidAddressIsRejectedAtTheStart(String publicUrl) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteProperties(List.of(), publicUrl))
                .withMessageContaining("parley.public-url");
    }

    @Test
    void emptySettingIsIgnored() {
        assertThat(new SiteProperties(List.of(), " ").publicUrl()).isNull();
    }

    private static String link(@Nullable String publicUrl, String asked, @Nullable String origin) {
        SiteProperties properties = new SiteProperties(List.of("https://known.example"), publicUrl);
        var request = MockServerHttpRequest.method(HttpMethod.POST, URI.create(asked.replace("/x", "/talk/x")))
                .contextPath("/talk");
        if (origin != null) {
            request.header("Origin", origin);
        }
        ServerRequest seen = ServerRequest.create(
                MockServerWebExchange.from(request),
                HandlerStrategies.withDefaults().messageReaders());
        return new Links(properties, new Origins(properties)).absolute(seen, "/invite/t");
    }
}
