package chat.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n\u00A0\u3000\u2028",
                "\u115F",
                "\u1160\u3164\uFFA0",
                "\u2800\u2800",
                "\u0301",
                "\u0301\u0302 \u20DD",
                "\u0903",
                "\uFE0F",
                "\uFE00\uDB40\uDD00",
                "\u200B\u200C\u200D\u2060\uFEFF",
                "\u202E",
                "\u2066\u2069\u200E\u200F\u061C",
                "\u00AD\u034F\u180E\u17B4",
                "\uDB40\uDC41",
                "\uD834\uDD59"
            })
    void textOfInvisibleCharactersShowsNothing(String text) {
        assertThat(VisibleText.showsSomething(text)).isFalse();
        assertThat(VisibleText.showsSomething(text + "x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "👍", "❤️", "👩‍💻", "e\u0301", "한", "ก", "\u0967", "¯\\_(ツ)_/¯", "\uE000"})
    void otherTextsShowSomething(String text) {
        assertThat(VisibleText.showsSomething(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Anna",
                "علی\u200Cرضا",
                "می\u200Cخواهم",
                "مي\u064E\u200Cخ",
                "क्\u200Dष",
                "क्\u200Cष",
                "അനില്\u200D",
                "ක්\u200Dරි",
                "葛\uDB40\uDD00城",
                "Mira ❤\uFE0F",
                "👩\u200D💻 Dev",
                "👩🏽\u200D💻",
                "🏳\uFE0F\u200D🌈"
            })
    void nameWithNeededJoinersHidesNothing(String name) {
        assertThat(VisibleText.hidesNothing(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "An\u200Cna",
                "An\u200Dna",
                "\u200CAnna",
                "Anna\u200D",
                "علی\u200C",
                "د\u200Cر",
                "ab\u200D💻",
                "a\uFE0F",
                "a\uDB40\uDD00",
                "a\u115Fb",
                "a\u3164",
                "a\u2800b",
                "a\u202Eb",
                "a\u200Eb",
                "a\u00ADb",
                "\u0301a",
                "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309",
                "a\u0000",
                "a\uD800"
            })
    void otherInvisibleCharactersAreDetected(String name) {
        assertThat(VisibleText.hidesNothing(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202Eb", "a\u202Ab", "a\u2066b", "a\nb", "a\u0000", "\uDC00"})
    void reversedOrBrokenLineIsInvalid(String line) {
        assertThat(VisibleText.isLine(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0301", "\u20DD", "\u0E31", "\u0903", "\u0301\u034F", "\u0301\u200B"})
    void letterHasAtMostEightMarks(String mark) {
        assertThat(VisibleText.isLine("x" + mark.repeat(8) + "y" + mark.repeat(8)))
                .isTrue();
        assertThat(VisibleText.isLine("x" + mark.repeat(9) + "y")).isFalse();
        assertThat(VisibleText.hidesNothing("x" + mark.repeat(9) + "y")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ཧྐྵྨླྺྼྻྂ", // Tibetan
                "မြွှေ့း", // Burmese
                "בְּרֵאשִׁ֖ית", // Hebrew with cantillation
                "ท้ำน้ำ",
                "क्ष्म्य",
                "Việt Nam",
                "ạ̈̄́"
            })
    void marksThatScriptsNeedAreAllowed(String line) {
        assertThat(VisibleText.isLine(line)).isTrue();
        assertThat(VisibleText.hidesNothing(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "R&D", "שלום \u200E(abc)", "👩\u200D💻"})
    void otherLinesAreValid(String line) {
        assertThat(VisibleText.isLine(line)).isTrue();
    }
}
