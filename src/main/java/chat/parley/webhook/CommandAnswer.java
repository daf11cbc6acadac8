package chat.parley.webhook;

import chat.parley.egress.EgressResponse;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program's answer to a command.
 *
 * @param text in Parley's markup; empty if there is none
 */
record CommandAnswer(Visibility visibility, String text) {

    /** In bytes. A larger body is refused. */
    static final int MAX_BODY = 64 * 1024;

    /** The people to whom an answer is shown. */
    enum Visibility {
        /** The caller; nothing is stored. */
        PRIVATE,
        /** Everybody in the room, as a message. */
        ROOM,
        /** Nobody, because the program answered without text. */
        NONE;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads a successful response: Parley's form if it has {@code visibility}, and Slack's otherwise. An empty body is
     * an answer without a text.
     *
     * @param mentionsHere whether everybody may be mentioned. If not, such mentions become text
     * @throws Refusal {@code command_answer_invalid}
     */
    static CommandAnswer read(EgressResponse response, JsonMapper json, boolean mentionsHere) {
        if (response.cut()) {
            throw invalid("it is larger than 64 KiB");
        }
        if (response.body().length == 0) {
            return new CommandAnswer(Visibility.NONE, "");
        }
        JsonNode answer = parse(response.body(), json);
        String text = text(answer);
        if (text.isBlank()) {
            throw invalid("it has no text");
        }
        String shown = mentionsHere ? text : ForeignText.withoutMentionOfEverybody(text);
        return new CommandAnswer(visibility(answer), answer.has("visibility") ? shown : ForeignText.shortened(shown));
    }

    private static JsonNode parse(byte[] body, JsonMapper json) {
        try {
            JsonNode answer = json.readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException malformed) {
            throw invalid("it is not JSON");
        }
        throw invalid("it is not a JSON object");
    }

    private static String text(JsonNode answer) {
        if (!answer.has("visibility")) {
            return slackText(answer);
        }
        if (!answer.path("text").isString()) {
            throw invalid("its text is not a string");
        }
        return answer.path("text").asString();
    }

    private static String slackText(JsonNode answer) {
        try {
            return SlackPayload.text(answer);
        } catch (Refusal tooMuch) {
            throw invalid("it has too many parts");
        }
    }

    private static Visibility visibility(JsonNode answer) {
        boolean own = answer.has("visibility");
        JsonNode value = answer.path(own ? "visibility" : "response_type");
        if (value.isMissingNode()) {
            return Visibility.PRIVATE;
        }
        String word = value.isString() ? value.asString() : "";
        if (word.equals(own ? "room" : "in_channel")) {
            return Visibility.ROOM;
        }
        if (word.equals(own ? "private" : "ephemeral")) {
            return Visibility.PRIVATE;
        }
        throw invalid(own ? "its visibility is neither private nor room" : "its response_type is unknown");
    }

    /** @param cause the reason, as the end of a sentence */
    static Refusal invalid(String cause) {
        return Refusal.of(Code.COMMAND_ANSWER_INVALID, "The command's answer can't be shown: " + cause + ".");
    }
}
