package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class OriginsTest {

    private final Origins origins = new Origins(new SiteProperties(List.of("https://Chat.example.org"), null));

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/ws,http://localhost:8080",
        "http://LOCALHOST:8080/ws,http://localhost:8080",
        "http://parley.example/ws,http://parley.example",
        "https://parley.example/ws,https://parley.example",
        "http://parley.example/ws,https://parley.example", // a proxy that terminates TLS without saying so
        "http://[::1]:8080/ws,http://[::1]:8080",
        "http://anything/ws,https://chat.example.org"
    })
    void pagesOfThisSiteMayConnect(String asked, String origin) {
        origins.check(MockServerHttpRequest.get(asked).header("Origin", origin).build());
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/ws,http://localhost:8081",
        "http://localhost:8080/ws,http://localhost",
        "http://parley.example/ws,http://evil.example",
        "http://parley.example/ws,http://parley.example.evil.example",
        "http://parley.example/ws,http://evil.example?parley.example",
        "http://parley.example/ws,http://evil.example@x/parley.example",
        "https://parley.example/ws,http://parley.example",
        "http://anything/ws,http://chat.example.org",
        "http://parley.example/ws,ftp://parley.example",
        "http://parley.example/ws,chrome-extension://parley.example",
        "https://parley.example/ws,x://parley.example:443",
        "http://parley.example:8080/ws,https://parley.example",
        "http://parley.example/ws,null",
        "http://parley.example/ws,parley.example",
        "http://parley.example/ws,'not a url'",
        "http://parley.example/ws,'http://parley.example http://evil.example'"
    })
    void pagesOfOtherSitesMayNotConnect(String asked, String origin) {
        MockServerHttpRequest request =
                MockServerHttpRequest.get(asked).header("Origin", origin).build();

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> origins.check(request))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_ORIGIN));
    }

    @Test
    void publicUrlDeterminesTheScheme() {
        Origins strict = new Origins(new SiteProperties(List.of(), "http://Parley.example/talk/"));
        MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("http://parley.example/ws");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> strict.check(
                        request.header("Origin", "https://parley.example").build()));
        strict.check(MockServerHttpRequest.get("http://10.0.0.1:8080/ws")
                .header("Origin", "http://parley.example")
                .build());
    }

    @Test
    void missingOriginIsRefused() {
        MockServerHttpRequest request =
                MockServerHttpRequest.get("http://localhost:8080/ws").build();

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> origins.check(request));
    }

    @Test
    void originWithAPathIsRejectedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteProperties(List.of("https://chat.example.org/"), null))
                .withMessageContaining("parley.origins");
    }
}
