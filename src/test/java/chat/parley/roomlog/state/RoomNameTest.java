package chat.parley.roomlog.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "café", "日本語", "हिन्दी", "Привет", "العربية", "a-b", "a_b", "2026", "𝒳", "-", "_"})
    void lettersAndDigitsOfAnyScriptAreAllowed(String name) {
        assertThat(RoomName.of(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"|  tea room |,tea-room", "|tea \t\u00a0 room|,tea-room", "|\u00a0tea\u3000|,tea", "|\ttea\n|,tea"
            })
    void surroundingSpacesAreTrimmedAndInnerOnesBecomeDashes(String raw, String name) {
        assertThat(RoomName.of(raw).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"General,general", "CAFÉ,cafe\u0301", "Straße,STRASSE", "ＡＢ,ab", "ﬁ,fi", "ΣΑΣ,σας"})
    void caseAndCompositionDoNotDistinguishNames(String one, String other) {
        assertThat(RoomName.of(one).key()).isEqualTo(RoomName.of(other).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a?b",
                "a#b",
                "a%b",
                "a.b",
                "<b>",
                "a'b",
                "a;b",
                "a\u0000b",
                "a\ud800",
                "a\u200bb",
                "☺",
                "a@b",
                "a,b",
                "\u202eab"
            })
    void otherCharactersAreRefused(String name) {
        assertInvalid(name, "name_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0\u3000"})
    void blankNameIsRefused(String name) {
        assertInvalid(name, "name_blank");
    }

    @Test
    void nameLongerThan64CharactersIsRefused() {
        assertThat(RoomName.of("𝒳".repeat(64)).value()).hasSize(128);
        assertInvalid("a".repeat(65), "name_too_long");
        assertInvalid("𝒳".repeat(65), "name_too_long");
    }

    /** One character that expands to eighteen; the key's column holds 256. */
    @Test
    void nameWithOverlongKeyIsRefused() {
        assertInvalid("\ufdfa".repeat(60), "name_too_long");
    }

    private static void assertInvalid(String name, String code) {
        assertThatThrownBy(() -> RoomName.of(name))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.errors()).containsExactly(new Refusal.FieldError("name", code)));
    }
}
