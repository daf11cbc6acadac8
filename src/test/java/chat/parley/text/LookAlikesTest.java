package chat.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookAlikesTest {

    @ParameterizedTest
    @CsvSource({
        "me,mе", // Cyrillic
        "Anna Schmidt,Аnnа Schmidt",
        "paypal,раураl",
        "Alice,AIice",
        "علی\u200Cرضا,علیرضا",
        "क्\u200Dष,क्ष",
        "bob,bo\u2060b"
    })
    void namesThatAReaderTakesForEachOtherShareTheirKey(String one, String other) {
        assertThat(LookAlikes.key(one)).isEqualTo(LookAlikes.key(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@bob", "Bob.", " bob 👍", "(BOB)", "'b0b'"})
    void whatStandsAroundANameMakesNoOther(String name) {
        assertThat(LookAlikes.keyOfWords(name)).isEqualTo(LookAlikes.key("bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin", "Admin", "ADM1N", "аdmin", "@support", "System!", "here", "Everyone", "s\u200Bystem"})
    void nameThatSpeaksForTheInstallationIsOfficial(String name) {
        assertThat(LookAlikes.isOfficial(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "administer-x", "supporters", "Tom", "hera", ""})
    void anyOtherNameIsNot(String name) {
        assertThat(LookAlikes.isOfficial(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u041Cira", // Cyrillic
                "\u13B7ira", // Cherokee
                "\u039Door", // Greek
                "Tom Sm\u0456th",
                "Noor \u0397addad",
                "Sys\u0422em",
                "dev-\u0422eam",
                "\u0395veryone",
                "m\u0435"
            })
    void wordOfSeveralAlphabetsThatLookAlikeIsFound(String name) {
        assertThat(LookAlikes.mixesAlphabets(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mira",
                "Мира",
                "dev-команда",
                "Anna Коваль",
                "佐藤haru",
                "ひらがなカタカナ漢字abc",
                "김철수x",
                "Zoë-Λένα",
                "ａｂｃ",
                "r2d2",
                "علی رضا",
                ""
            })
    void nameOfOneAlphabetAWordIsOrdinary(String name) {
        assertThat(LookAlikes.mixesAlphabets(name)).isFalse();
    }
}
