package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {

    private final Usernames usernames = new Usernames();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "al",
                "Amélie",
                "名前",
                "हिन्दी",
                "محمد",
                "ยายี",
                "o.neill",
                "a_b-c",
                "-x-",
                "42",
                "𝒳𝒴",
                "x2345678901234567890123456789012"
            })
    void namesMayHaveLettersAndDigitsOfAnyScript(String name) {
        assertThat(usernames.brokenRule(usernames.normalize(name))).isEmpty();
        assertThat(usernames.key(name)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'',blank",
        "' ',blank",
        "x,too_short",
        "𝒳,too_short",
        "x23456789012345678901234567890123,too_long",
        "me,reserved",
        "Me,reserved",
        "a b,invalid",
        "' ab',invalid",
        "a/b,invalid",
        "a@b,invalid",
        "...,invalid",
        "_-,invalid",
        "😀😀,invalid",
        "a\u200Bb,invalid",
        "a\u202Eb,invalid",
        "\u3164\u3164,invalid",
        "a\u115Fb,invalid",
        "\u0301ab,invalid",
        "a\uFE0Fb,invalid",
        "'a\tb',invalid",
        "ⅧⅧ,invalid"
    })
    void invalidNamesBreakARuleWithAStableCode(String name, String code) {
        assertThat(usernames.brokenRule(usernames.normalize(name))).contains(code);
        assertThat(usernames.key(name)).isEmpty();
    }

    @Test
    void stackedMarksAreRejected() {
        String smeared = "a" + "\u0324\u0325\u0326\u0327\u0328\u0329\u032A\u032B\u032C" + "b";

        assertThat(usernames.brokenRule(usernames.normalize(smeared))).contains("invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "bob,BOB",
        "straße,STRASSE",
        "Amélie,AME\u0301LIE",
        "paypal,раураl", // Cyrillic
        "Alice,AIice", // a capital I for the l
        "bob,b0b",
        "kelly,kel1y",
        "bum,burn",
        "ﬁsh,fish",
        "ＡＢ,ab"
    })
    void confusableNamesShareTheirKey(String one, String other) {
        assertThat(usernames.key(one)).isPresent().isEqualTo(usernames.key(other));
    }

    @ParameterizedTest
    @CsvSource({"anna,hanna", "alice,alice1", "a.b,a_b", "a-b,a_b", "josé,jose", "tom,tim"})
    void distinctNamesHaveDifferentKeys(String one, String other) {
        assertThat(usernames.key(one)).isPresent().isNotEqualTo(usernames.key(other));
    }

    @ParameterizedTest
    @CsvSource({
        "mira,mira.",
        "mira,mira_",
        "mira,_mira",
        "mira,-mira-",
        "mira,m1ra",
        "mira,__mira__",
        "mipa,ΜΙΡΑ", // Greek
        "mao,МАО", // Cyrillic
        "Mao,мао",
        "tom,ꓔꓳꓟ", // Lisu
        "ТОМ,ΤΟΜ", // Cyrillic, Greek
        "bepa,Вера_"
    })
    void confusableNamesAreRivalsInEitherOrder(String one, String other) {
        assertThat(usernames.lookAlikeKeys(other).contains(usernames.key(one).orElseThrow()))
                .isTrue();
        if (!other.startsWith("__")) {
            assertThat(usernames
                            .lookAlikeKeys(one)
                            .contains(usernames.key(other).orElseThrow()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"mira,mi_ra", "mira,мира", "anna,Анна", "bob,bobby", "佐藤,佐々木"})
    void distinctNamesAreNotRivals(String one, String other) {
        assertThat(usernames.lookAlikeKeys(other))
                .doesNotContain(usernames.key(one).orElseThrow());
        assertThat(usernames.lookAlikeKeys(one))
                .doesNotContain(usernames.key(other).orElseThrow());
    }

    @Test
    void keyOfExpandingLettersFitsTheColumnOrIsTooLong() {
        String unfolding = "\uFDFA".repeat(32);

        assertThat(usernames.brokenRule(unfolding)).contains("too_long");
    }

    @Test
    void overlongNameHasNoKey() {
        assertThat(usernames.key("a".repeat(1_000_000))).isEmpty();
    }
}
