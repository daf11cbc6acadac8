package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.account.Usernames;
import chat.parley.http.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionParserTest {

    private final Usernames usernames = new Usernames();
    private final MentionParser reader = new MentionParser(usernames);

    @ParameterizedTest
    @ValueSource(
            strings = {"@bob", "hello @bob", "(@bob)", "@bob, hello", "@BOB!", "line\n@bob", "@bob's", "``x``@bob"})
    void nameAfterAtSignIsMention(String text) {
        assertThat(reader.read(text).candidates()).containsExactly(keys("bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "mail@bob", "bob@", "@", "@ bob", "`@bob`", "```\n@bob\n```", "``a ` @bob``", "@b"})
    void otherTextsHaveNoMention(String text) {
        assertThat(reader.read(text).candidates()).isEmpty();
        assertThat(reader.read(text).here()).isFalse();
    }

    @Test
    void longestCandidateNameIsFirst() {
        assertThat(reader.read("@ann.lee-x. yes").candidates())
                .containsExactly(keys("ann.lee-x.", "ann.lee-x", "ann.lee", "ann"));
        assertThat(reader.read("@bobさん").candidates().get(0))
                .contains(keys("bob").get(0));
    }

    @ParameterizedTest
    @CsvSource({"@here,true", "@HERE.,true", "@hereby,false", "@here-and-now,false", "`@here`,false", "a@here,false"})
    void hereMeansEverybody(String text, boolean here) {
        assertThat(reader.read(text).here()).isEqualTo(here);
    }

    @Test
    void unclosedBacktickHidesNoMention() {
        assertThat(reader.read("` @bob").candidates()).containsExactly(keys("bob"));
    }

    @Test
    void numberOfMentionsIsBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("@p").append(i).append(' ');
        }
        assertThat(reader.read(text.toString()).candidates()).hasSize(50);
    }

    @Test
    void candidateNamesInUnspacedScriptsAreBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append("@")
                    .append("字".repeat(i % 30))
                    .append("が")
                    .append(i)
                    .append("字".repeat(10))
                    .append(' ');
        }
        assertThat(reader.read(text.toString()).candidates().stream()
                        .mapToInt(List::size)
                        .sum())
                .isLessThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "❤️", "👩‍🚀", "🇯🇵", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"})
    void emojiIsValidReaction(String emoji) {
        assertThat(Emoji.of(emoji)).isEqualTo(emoji);
    }

    @Test
    void emojiWithoutSelectorIsEquivalent() {
        assertThat(Emoji.of("❤")).isEqualTo("❤️");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1", "👍👍", "👍 ", ":+1:", "\n", "\u200D"})
    void otherTextsAreRefusedAsReactions(String text) {
        assertThatThrownBy(() -> Emoji.of(text)).isInstanceOf(Refusal.class);
    }

    private List<String> keys(String... names) {
        return List.of(names).stream()
                .map(name -> usernames.key(name).orElseThrow())
                .toList();
    }
}
