package chat.parley.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, ada@example.org",
        "' Ada.Lovelace+chat@Example.org ', Ada.Lovelace+chat@Example.org",
        "o'neil@example.org, o'neil@example.org",
        "ada@bücher.example, ada@xn--bcher-kva.example",
        "ada@xn--bcher-kva.example, ada@xn--bcher-kva.example"
    })
    void addressIsAccepted(String entered, String ascii) {
        assertThat(MailAddress.find(entered)).map(MailAddress::ascii).contains(ascii);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "ada@",
                "ada@localhost",
                "ada@@example.org",
                "ada@b@example.org",
                "\"ada lovelace\"@example.org",
                "ada lovelace@example.org",
                "ada@example.org, eve@example.org",
                "ada@example.org\r\nBcc: eve@example.org",
                "ada\n@example.org",
                "Ada <ada@example.org>",
                ".ada@example.org",
                "ada.@example.org",
                "a..da@example.org",
                "ada@-example.org",
                "ada@example..org",
                "ada@[127.0.0.1]",
                "ada@127.0.0.1",
                "ädä@example.org",
                "ada@exam\u0000ple.org"
            })
    void otherTextIsRefused(String entered) {
        assertThat(MailAddress.find(entered)).isEmpty();
    }

    static List<String> overlong() {
        return List.of(
                "a".repeat(65) + "@example.org",
                "a@" + "b".repeat(64) + ".org",
                "a@" + "bb.".repeat(100) + "org",
                "a".repeat(300) + "@example.org",
                "a@" + "ü".repeat(61) + ".example");
    }

    @ParameterizedTest
    @MethodSource("overlong")
    void overlongAddressIsRefused(String entered) {
        assertThat(MailAddress.find(entered)).isEmpty();
    }

    @Test
    void spellingsOfOneAddressHaveOneKey() {
        assertThat(MailAddress.find("Ada@BÜCHER.example").orElseThrow().key())
                .isEqualTo(MailAddress.find("ada@xn--bcher-kva.example")
                        .orElseThrow()
                        .key());
    }
}
