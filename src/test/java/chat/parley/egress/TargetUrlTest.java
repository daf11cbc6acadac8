package chat.parley.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.egress.EgressException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs as people and programs write them, and as attackers do. */
class TargetUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.org, https://example.org/",
        "HTTP://EXAMPLE.org:80/A, http://example.org/A",
        "https://example.org:443?q=1, https://example.org/?q=1",
        "https://example.org:8443/hook#part, https://example.org:8443/hook",
        "https://example.org./, https://example.org/",
        "https://my_host.example.org/a, https://my_host.example.org/a",
        "https://bücher.example/straße?q=ü, https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC",
        "https://example.org/a b|c?d={e}&f=100%, https://example.org/a%20b%7Cc?d=%7Be%7D&f=100%25",
        "https://example.org/%2e%2E/x, https://example.org/%2e%2E/x",
        "https://8.8.8.8/dns, https://8.8.8.8/dns",
        "'https://[2606:4700::1111]:443/', 'https://[2606:4700::1111]/'",
        "https://example.org/@user, https://example.org/@user"
    })
    void urlIsNormalized(String text, String expected) {
        assertThat(TargetUrl.of(text).uri()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "gopher://example.org/",
                "https:example.org",
                "https:///path",
                "http://",
                "https://user@example.org/",
                "https://user:secret@example.org/",
                "https://example.org@127.0.0.1/",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://example.org:99999/",
                "https://example.org:80x/",
                "https://example.org:-1/",
                "https://exa mple.org/",
                "https://example..org/",
                "https://.example.org/",
                "https://-example.org/",
                "https://example.org\\@127.0.0.1/",
                "https://127.0.0.1\\.example.org/",
                "https://example.org\n/",
                "https://example.org/\r\nHost: other",
                "https://example.org/\u0000",
                "https://%31%32%37.0.0.1/",
                "https://exam%70le.org/",
                "https://[::1",
                "https://::1/",
                "https://[::1]x/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[v1.a]/",
                "https://[]/",
                "https://[example.org]/",
                "https://[127.0.0.1]/",
                "https://[::ffff:1.2.3]/",
                "https://..../"
            })
    void malformedUrlIsRefused(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0x7F.1",
                "017700000001",
                "0177.0.0.1",
                "127.0.0.01",
                "127.0.0.001",
                "00.0.0.0",
                "127.0.0.1.",
                "127.0.0.1..",
                "8.8.8.8.",
                "256.0.0.1",
                "1.2.3.4.5",
                "1.2.3",
                "0",
                "0x",
                "0x0",
                "00",
                "127.0.0.0x1",
                "example.1",
                "example.0x7f",
                "a.b.0177",
                "１２７.0.0.1",
                "127。0。0。1",
                "①②⑦.0.0.1",
                "127.0.0.１",
                "4294967296",
                "99999999999999999999",
                "0x100000000",
                "+127.0.0.1",
                "127.0.0.1%00",
                "127.0.0.-1",
                "127..0.1",
                "127.0.0.1 "
            })
    void unusualSpellingOfAnAddressIsRefused(String host) {
        assertRefused("http://" + host + "/");
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> TargetUrl.of(text))
                .isInstanceOfSatisfying(
                        EgressException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_URL));
    }

    @Test
    void overlongUrlIsRefused() {
        assertRefused("https://example.org/" + "a".repeat(2048));
        assertRefused("https://" + "a.".repeat(150) + "org/");
        assertRefused("https://" + "a".repeat(64) + ".org/");
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.example/x, https://other.example/x",
        "//other.example/x, https://other.example/x",
        "/x?y, https://example.org/x?y",
        "x, https://example.org/a/x",
        "../x, https://example.org/x",
        "?z=2, https://example.org/a/b?z=2",
        "/x#part, https://example.org/x",
        "HTTP://example.org/, http://example.org/",
        "/a b, https://example.org/a%20b"
    })
    void redirectIsResolvedAgainstTheUrl(String location, String expected) {
        assertThat(TargetUrl.of("https://example.org/a/b?c=1")
                        .redirected(location)
                        .uri())
                .hasToString(expected);
    }

    @Test
    void redirectWithUtf8BytesIsDecoded() {
        assertThat(TargetUrl.of("https://example.org/")
                        .redirected("/stra\u00c3\u009fe")
                        .uri())
                .hasToString("https://example.org/stra%C3%9Fe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "ftp://x/",
                "data:text/html,x",
                "//user@host/",
                "//0x7f.1/"
            })
    void redirectToAnotherSchemeOrOddHostIsRefused(String location) {
        assertThatThrownBy(() -> TargetUrl.of("https://example.org/").redirected(location))
                .isInstanceOf(EgressException.class);
    }
}
