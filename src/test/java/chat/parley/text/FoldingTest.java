package chat.parley.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "café,CAFE",
                "cafe\u0301,cafe",
                "O’Brien,o'brien",
                "O'Brien,obrien",
                "l´été,lʼete",
                "ＣＡＦＥ,cafe",
                "Łódź,lodz",
                "Ærøskøbing,aeroskobing",
                "Straße,STRASSE",
                "ἄνθρωπος,ΑΝΘΡΩΠΟΣ",
                "Ёлка,елка",
                "Tiếng Việt,tieng viet",
                "مَرْحَبًا,مرحبا",
                "שָׁלוֹם,שלום",
                "İstanbul,istanbul",
                "ﾊﾟﾝ,パン",
                "naïve\u200B,naive"
            })
    void accentsApostrophesWidthAndCaseAreFolded(String one, String other) {
        assertThat(Folding.fold(one)).isEqualTo(Folding.fold(other));
    }

    @ParameterizedTest
    @CsvSource({"が,か", "ぱ,は", "कु,क", "한,하", "กิ,ก", "a-b,ab"})
    void differentLettersStayDifferent(String one, String other) {
        assertThat(Folding.fold(one)).isNotEqualTo(Folding.fold(other));
    }

    @Test
    void foldingIsIdempotent() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("FoldingTest: parley.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(6, 1, 0x30000)
                    .filter(character -> Character.getType(character) != Character.SURROGATE)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            String folded = Folding.fold(text);
            assertThat(Folding.fold(folded)).as("<%s> with seed %d", text, seed).isEqualTo(folded);
        }
    }

    /** Inputs that used to take quadratic time, 10 ms and more. */
    @ParameterizedTest
    @ValueSource(strings = {"\uD804\uDC46\uD804\uDCBA", "\u0D4D\u093C", "\u0E38\u0E48", "\u0301\u0327", "\uFDFA"})
    void longTextOfMarksIsFoldedInLinearTime(String marks) {
        String text = marks.repeat(4000 / marks.codePointCount(0, marks.length()));
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long start = System.nanoTime();
            Folding.fold(text);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(4));
    }

    @Test
    void foldedTextFitsItsColumn() {
        for (int character = 1; character <= Character.MAX_CODE_POINT; character++) {
            if (Character.getType(character) != Character.SURROGATE) {
                assertThat(Folding.fold(Character.toString(character)).length()).isLessThanOrEqualTo(18);
            }
        }
    }
}
