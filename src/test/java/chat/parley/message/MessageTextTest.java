package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.state.Nonce;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " a ",
                "a\nb",
                "\n\na",
                "a\tb",
                "<b>x</b>",
                "' or 1=1 --",
                "日本語",
                "שלום",
                "e\u0301",
                "👩‍👩‍👧‍👦",
                "\u200ea",
                "\u0007a"
            })
    void validTextIsUnchanged(String text) {
        assertThat(MessageText.of(text)).isEqualTo(text);
    }

    @Test
    void lineBreaksAreNormalized() {
        assertThat(MessageText.of("a\r\nb\rc\n\r\nd")).isEqualTo("a\nb\nc\n\nd");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n", "\t \r\n", "\u00a0", "\u3000", "\u2028", "\u200b", "\u2060\ufeff", "\u0000"})
    void invisibleTextIsBlank(@Nullable String text) {
        assertRefused(text, Code.TEXT_BLANK);
    }

    @Test
    void textLongerThan4000CharactersIsRefused() {
        assertThat(MessageText.of("x".repeat(4000))).hasSize(4000);
        assertThat(MessageText.of("🙂".repeat(4000))).hasSize(8000);
        assertThat(MessageText.of("\r\n".repeat(3999) + "x")).hasSize(4000);
        assertRefused("x".repeat(4001), Code.TEXT_TOO_LONG);
        assertRefused("🙂".repeat(4001), Code.TEXT_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\ud800", "\udc00a", "a\udc00\ud800"})
    void unstorableTextIsRefused(String text) {
        assertRefused(text, Code.TEXT_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "7d8f0e9a-0c62-4c0e-9d9c-2f6b8f2f3a10", "a b", "!~", "' or 1=1 --"})
    void printableAsciiIsValidNonce(String nonce) {
        assertThat(Nonce.of(nonce)).isEqualTo(nonce);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "ñ",
                "a\n",
                "\u0000",
                "\u007f",
                "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            })
    void invalidNonceIsRefused(@Nullable String nonce) {
        assertThatThrownBy(() -> Nonce.of(nonce))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(Refusal.FieldError::field)
                                .containsExactly("nonce"));
    }

    private static void assertRefused(@Nullable String text, Code code) {
        assertThatThrownBy(() -> MessageText.of(text))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
