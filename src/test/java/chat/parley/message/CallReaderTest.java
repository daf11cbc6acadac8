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

class CallReaderTest {

    private final Usernames usernames = new Usernames();
    private final CallReader reader = new CallReader(usernames);

    @ParameterizedTest
    @ValueSource(
            strings = {"@bob", "hello @bob", "(@bob)", "@bob, hello", "@BOB!", "line\n@bob", "@bob's", "``x``@bob"})
    void aNameBehindAnAtIsACall(String text) {
        assertThat(reader.read(text).people()).containsExactly(keys("bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "mail@bob", "bob@", "@", "@ bob", "`@bob`", "```\n@bob\n```", "``a ` @bob``", "@b"})
    void otherTextsCallNobody(String text) {
        assertThat(reader.read(text).people()).isEmpty();
        assertThat(reader.read(text).here()).isFalse();
    }

    @Test
    void whatMayBelongToTheNameIsTriedTheLongestFirst() {
        assertThat(reader.read("@ann.lee-x. yes").people())
                .containsExactly(keys("ann.lee-x.", "ann.lee-x", "ann.lee", "ann"));
    }

    @ParameterizedTest
    @CsvSource({"@here,true", "@HERE.,true", "@hereby,false", "`@here`,false", "a@here,false"})
    void hereIsEverybody(String text, boolean here) {
        assertThat(reader.read(text).here()).isEqualTo(here);
    }

    @Test
    void anOpenBacktickHidesNothing() {
        assertThat(reader.read("` @bob").people()).containsExactly(keys("bob"));
    }

    @Test
    void aTextOfCallsIsBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("@p").append(i).append(' ');
        }
        assertThat(reader.read(text.toString()).people()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "❤️", "👩‍🚀", "🇯🇵", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"})
    void anEmojiIsAReaction(String emoji) {
        assertThat(Emoji.of(emoji)).isEqualTo(emoji);
    }

    @Test
    void anEmojiWithoutItsSelectorIsTheSameOne() {
        assertThat(Emoji.of("❤")).isEqualTo("❤️");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1", "👍👍", "👍 ", ":+1:", "\n", "\u200D"})
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> Emoji.of(text)).isInstanceOf(Refusal.class);
    }

    private List<String> keys(String... names) {
        return List.of(names).stream()
                .map(name -> usernames.key(name).orElseThrow())
                .toList();
    }
}
