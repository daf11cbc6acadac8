package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmojiTest {

    private static final List<String> TONES = Stream.of(0x1F3FB, 0x1F3FC, 0x1F3FD, 0x1F3FE, 0x1F3FF)
            .map(Character::toString)
            .toList();

    /** The picker offers nothing that is refused as a reaction. */
    @Test
    void everyEmojiOfThePickerIsAReaction() throws Exception {
        JsonNode data = new JsonMapper().readTree(Files.readString(Path.of("static-web/data/emoji.json")));
        List<String> offered = data.valueStream()
                .filter(JsonNode::isArray)
                .flatMap(JsonNode::valueStream)
                .map(row -> row.get(0).asString())
                .toList();

        assertThat(offered)
                .hasSizeGreaterThan(1900)
                .allSatisfy(emoji -> assertThat(Emoji.of(emoji)).isEqualTo(emoji));
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍%s", "🧑%s‍🚀", "🏃%s‍♀️‍➡️", "🧑%s‍🤝‍🧑%<s", "🤝%s", "👨%s‍❤️‍💋‍👨%<s"})
    void everySkinToneIsAReaction(String format) {
        assertThat(TONES).allSatisfy(tone -> {
            String emoji = format.formatted(tone);
            assertThat(Emoji.of(emoji)).isEqualTo(emoji);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", "1", "👍👍", "👍 ", "🇩", "👍\u200D👎", "🇽🇽", ":no such:"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Emoji.of(text)).isInstanceOf(Refusal.class);
    }
}
