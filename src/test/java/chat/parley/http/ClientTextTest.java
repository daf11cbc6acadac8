package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTextTest {

    /** Every second mark must be reordered before all preceding ones. */
    private static final String MARKS = "a" + "\u0345\u0334".repeat(16_000);

    @Test
    void overlongTextIsReturnedUnchanged() {
        assertThat(ClientText.exceeds(64, MARKS)).isTrue();
        assertThat(ClientText.nfc(64, MARKS)).isSameAs(MARKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u1F82", "\u01D5", "\uAC01", "\uD834\uDD5E", "\u0344", "é"})
    void textWithinTheLimitIsComposed(String character) {
        String typed = Normalizer.normalize(character.repeat(64), Normalizer.Form.NFD);

        assertThat(ClientText.nfc(64, typed)).isEqualTo(Normalizer.normalize(typed, Normalizer.Form.NFC));
    }

    @Test
    void unstorableCharactersAreReplaced() {
        assertThat(ClientText.storable("a\u0000b\uD800c\n😀", 20)).isEqualTo("a\uFFFDb\uFFFDc\uFFFD😀");
    }

    @Test
    void truncationKeepsCharactersWhole() {
        assertThat(ClientText.storable("aaa😀", 4)).isEqualTo("aaa\uFFFD");
        assertThat(ClientText.storable("aaa😀", 5)).isEqualTo("aaa😀");
        assertThat(ClientText.storable(MARKS, 256)).hasSize(256);
    }
}
