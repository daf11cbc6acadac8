package chat.parley.webhook;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.http.Utf8;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A post to a webhook, as a message of Parley.
 *
 * @param text in Parley's markup
 * @param nonce the sender's own nonce; null if it sent none
 * @param replyTo the message that it answers
 */
record IncomingPost(
        Shape shape,
        String text,
        @Nullable String nonce,
        @Nullable Long replyTo) {

    private static final String FORM_FIELD = "payload=";

    /** The form of the post. It decides the markup and the response. */
    enum Shape {
        PARLEY,
        SLACK,
        DISCORD
    }

    /**
     * Reads a body. The declared content type does not matter, because many senders declare a wrong one: JSON begins
     * with a brace, and anything else must be a form with the field {@code payload}.
     *
     * @param mentionsHere whether everybody may be mentioned. If not, such mentions become text in posts in foreign
     *     forms
     */
    static IncomingPost read(byte[] body, JsonMapper json, boolean mentionsHere) {
        JsonNode post = parse(content(body), json);
        if (post.has("nonce") || post.has("reply_to")) {
            return new IncomingPost(Shape.PARLEY, string(post, "text"), nonce(post), replyTo(post));
        }
        return post.has("content") || post.has("embeds")
                ? foreign(Shape.DISCORD, DiscordPayload.text(post), mentionsHere)
                : foreign(Shape.SLACK, SlackPayload.text(post), mentionsHere);
    }

    private static IncomingPost foreign(Shape shape, String text, boolean mentionsHere) {
        String shown = mentionsHere ? text : ForeignText.withoutMentionOfEverybody(text);
        return new IncomingPost(shape, ForeignText.shortened(shown), null, null);
    }

    private static String content(byte[] body) {
        if (!Utf8.isWellFormed(body)) {
            throw malformed();
        }
        String text = new String(body, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            return text;
        }
        for (String field : text.split("&")) {
            if (field.startsWith(FORM_FIELD)) {
                return decoded(field.substring(FORM_FIELD.length()));
            }
        }
        throw malformed();
    }

    private static String decoded(String field) {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw malformed();
        }
    }

    private static JsonNode parse(String text, JsonMapper json) {
        try {
            JsonNode post = json.reader(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .readTree(text);
            if (post.isObject()) {
                return post;
            }
        } catch (JacksonException invalid) {
            throw malformed();
        }
        throw malformed();
    }

    private static @Nullable String nonce(JsonNode post) {
        return post.path("nonce").isString() ? post.path("nonce").asString() : null;
    }

    private static @Nullable Long replyTo(JsonNode post) {
        JsonNode reply = post.path("reply_to");
        if (!reply.isMissingNode() && !reply.isNull() && !reply.canConvertToLong()) {
            throw Refusal.field("reply_to", "invalid", "Send the number of the message.");
        }
        return reply.canConvertToLong() ? reply.asLong() : null;
    }

    private static String string(JsonNode post, String field) {
        JsonNode value = post.path(field);
        return value.isString() ? value.asString() : "";
    }

    private static Refusal malformed() {
        return Refusal.of(Code.MALFORMED, "Send a JSON object, or a form with the field payload.");
    }
}
