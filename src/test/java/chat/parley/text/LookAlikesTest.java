package chat.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.SpoofChecker;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
    void confusableNamesShareTheirKey(String one, String other) {
        assertThat(LookAlikes.key(one)).isEqualTo(LookAlikes.key(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@bob", "Bob.", " bob 👍", "(BOB)", "'b0b'"})
    void surroundingPunctuationDoesNotChangeTheKey(String name) {
        assertThat(LookAlikes.keyOfWords(name)).isEqualTo(LookAlikes.key("bob"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "Admin",
                "ADM1N",
                "аdmin",
                "@support",
                "System!",
                "here",
                "Everyone",
                "s\u200Bystem",
                "ꓮꓓꓟꓲꓠ",
                "moderator",
                "_help_",
                "server",
                "m0ds"
            })
    void reservedNameIsOfficial(String name) {
        assertThat(LookAlikes.isOfficial(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada", "administer-x", "supporters", "Tom", "hera", ""})
    void otherNamesAreNotOfficial(String name) {
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
    void wordOfMixedAlphabetsIsDetected(String name) {
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
    void nameWithOneAlphabetPerWordIsOrdinary(String name) {
        assertThat(LookAlikes.mixesAlphabets(name)).isFalse();
    }

    /** Every letter of Unicode that UTS 39 lists as looking like a Latin one. */
    @Test
    void nameWithALetterThatLooksLatinIsFound() {
        SpoofChecker looks = new SpoofChecker.Builder().build();
        Set<String> missed = new TreeSet<>();
        IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                .filter(Character::isLetter)
                .forEach(letter -> {
                    String one = Character.toString(letter);
                    String latin = looks.getSkeleton(one);
                    if (!latin.matches("[A-Za-z]")) {
                        return;
                    }
                    String word = "mo" + one + "em";
                    boolean found = LookAlikes.mixesAlphabets(word) || imitates(word, "mo" + latin + "em");
                    boolean foundAlone = imitates(one.repeat(3), latin.repeat(3));
                    if (!found || !foundAlone) {
                        missed.add("%04X %s".formatted(letter, Character.getName(letter)));
                    }
                });
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ATOM-0123456789,\u0410\u0422\u041E\u041C-0123456789", // Cyrillic
        "ATOM-0123456789,\u0391\u03A4\u039F\u039C-0123456789", // Greek
        "ETA-0123456789,\u13AC\u13A2\u13AA-0123456789", // Cherokee
        "TOM-0123456789,\u2CA6\u2C9E\u2C98-0123456789", // Coptic
        "ATOM-0123456789,\uA4EE\uA4D4\uA4F3\uA4DF-0123456789" // Lisu
    })
    void capitalsOfTwoAlphabetsAreFoundInBothDirections(String latin, String letters) {
        assertThat(imitates(latin, letters)).isTrue();
        assertThat(imitates(letters, latin)).isTrue();
    }

    private static boolean imitates(String name, String existing) {
        return LookAlikes.keys(name).contains(LookAlikes.key(existing));
    }
}
