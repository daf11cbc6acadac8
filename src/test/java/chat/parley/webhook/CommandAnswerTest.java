package chat.parley.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.egress.EgressResponse;
import chat.parley.http.Refusal;
import chat.parley.webhook.CommandAnswer.Visibility;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Reads what programs answer to commands. */
class CommandAnswerTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"text\":\"a *b*\",\"visibility\":\"room\"} # ROOM # a *b*",
                "{\"text\":\"a *b*\",\"visibility\":\"private\"} # PRIVATE # a *b*",
                "{\"text\":\"a *b*\"} # PRIVATE # a **b**",
                "{\"text\":\"a *b*\",\"response_type\":\"ephemeral\"} # PRIVATE # a **b**",
                "{\"text\":\"<https://example.org|more>\",\"response_type\":\"in_channel\"} # ROOM"
                        + " # [more](https://example.org)",
                "{\"attachments\":[{\"title\":\"Build\"}],\"response_type\":\"in_channel\"} # ROOM # **Build**",
                "{\"text\":\"@here now\",\"visibility\":\"room\"} # ROOM # \\@here now",
                "{\"text\":\"<!here> now\",\"response_type\":\"in_channel\"} # ROOM # \\@here now",
            })
    void visibilityAndFormAreRecognized(String body, Visibility visibility, String text) {
        assertThat(read(body)).isEqualTo(new CommandAnswer(visibility, text));
    }

    @Test
    void permittedMentionOfEverybodyIsKept() {
        assertThat(CommandAnswer.read(response("{\"text\":\"@here\",\"visibility\":\"room\"}", false), JSON, true)
                        .text())
                .isEqualTo("@here");
    }

    @Test
    void emptyBodyIsAnAnswerWithoutAText() {
        assertThat(read("").visibility()).isEqualTo(Visibility.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "done",
                "[]",
                "null",
                "\"text\"",
                "{\"text\":",
                "{}",
                "{\"text\":\" \"}",
                "{\"text\":7,\"visibility\":\"room\"}",
                "{\"text\":{\"a\":1},\"visibility\":\"room\"}",
                "{\"text\":[\"a\"]}",
                "{\"text\":\"a\",\"visibility\":\"everybody\"}",
                "{\"text\":\"a\",\"visibility\":null}",
                "{\"text\":\"a\",\"visibility\":[\"room\"]}",
                "{\"text\":\"a\",\"response_type\":\"room\"}",
                "{\"text\":\"a\",\"response_type\":1}",
            })
    void otherBodiesAreRefused(String body) {
        assertRefused(response(body, false));
    }

    @Test
    void cutBodyIsRefused() {
        assertRefused(response("{\"text\":\"a\"}", true));
    }

    @Test
    void unknownFieldsAreIgnoredHoweverMany() {
        String fields =
                IntStream.range(0, 5_000).mapToObj(i -> "\"f" + i + "\":" + i).collect(Collectors.joining(","));
        assertThat(read("{" + fields + ",\"text\":\"a\",\"visibility\":\"room\"}")
                        .text())
                .isEqualTo("a");
    }

    @Test
    void thousandsOfAttachmentsAreRefused() {
        String attachments =
                IntStream.range(0, 5_000).mapToObj(i -> "{\"text\":\"a\"}").collect(Collectors.joining(","));
        assertRefused(response("{\"attachments\":[" + attachments + "]}", false));
    }

    private static CommandAnswer read(String body) {
        return CommandAnswer.read(response(body, false), JSON, false);
    }

    private static void assertRefused(EgressResponse response) {
        assertThatThrownBy(() -> CommandAnswer.read(response, JSON, false))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.COMMAND_ANSWER_INVALID));
    }

    private static EgressResponse response(String body, boolean cut) {
        return new EgressResponse(
                URI.create("https://example.org"), 200, Map.of(), body.getBytes(StandardCharsets.UTF_8), cut);
    }
}
