package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The beginning of a message. */
class ExcerptTest {

    @Test
    void longTextIsCutBetweenCharacters() {
        String excerpt = Excerpt.of("😀".repeat(121));

        assertThat(excerpt).isEqualTo("😀".repeat(119) + "…");
        assertThat(Excerpt.of("😀".repeat(120))).isEqualTo("😀".repeat(120));
    }

    @Test
    void linesBecomeOne() {
        assertThat(Excerpt.of(" One\n\n  two\tthree ")).isEqualTo("One two three");
    }

    @Test
    void spoilersAreLeftOutAlsoIfTheirEndIsFarAway() {
        assertThat(Excerpt.of("It is ||the gardener|| and ||" + "x".repeat(200) + "||"))
                .isEqualTo("It is … and …");
    }
}
