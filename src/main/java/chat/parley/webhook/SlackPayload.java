package chat.parley.webhook;

import static chat.parley.webhook.ForeignText.bold;
import static chat.parley.webhook.ForeignText.lines;
import static chat.parley.webhook.ForeignText.link;
import static chat.parley.webhook.ForeignText.list;
import static chat.parley.webhook.ForeignText.string;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the text of a message in Slack's form: {@code text}, {@code attachments} and {@code blocks}. */
final class SlackPayload {

    private SlackPayload() {}

    /** As in Slack, {@code text} is only the notification of a message that has blocks. */
    static String text(JsonNode post) {
        String blocks = blocks(post);
        return lines(Stream.concat(
                Stream.of(blocks.isEmpty() ? SlackMarkup.convert(string(post, "text")) : blocks),
                list(post, "attachments").stream().map(SlackPayload::attachment)));
    }

    private static String attachment(JsonNode attachment) {
        String title = SlackMarkup.convert(string(attachment, "title"));
        String address = string(attachment, "title_link");
        String text = lines(Stream.concat(
                Stream.of(
                        SlackMarkup.convert(string(attachment, "pretext")),
                        string(attachment, "author_name"),
                        bold(address.isEmpty() ? title : link(title, address)),
                        SlackMarkup.convert(string(attachment, "text")),
                        blocks(attachment)),
                Stream.concat(
                        list(attachment, "fields").stream().map(SlackPayload::field),
                        Stream.of(string(attachment, "footer")))));
        return text.isEmpty() ? SlackMarkup.convert(string(attachment, "fallback")) : text;
    }

    private static String field(JsonNode field) {
        String title = bold(SlackMarkup.convert(string(field, "title")));
        String value = SlackMarkup.convert(string(field, "value"));
        return title.isEmpty() ? value : title + ": " + value;
    }

    private static String blocks(JsonNode parent) {
        return lines(list(parent, "blocks").stream().map(SlackPayload::block));
    }

    private static String block(JsonNode block) {
        return switch (string(block, "type")) {
            case "header" -> bold(string(block.path("text"), "text"));
            case "section" ->
                lines(Stream.concat(
                        Stream.of(textObject(block.path("text"))),
                        list(block, "fields").stream().map(SlackPayload::textObject)));
            case "context" ->
                list(block, "elements").stream().map(SlackPayload::textObject).collect(Collectors.joining(" "));
            case "image" -> link(string(block, "alt_text"), string(block, "image_url"));
            case "actions" ->
                list(block, "elements").stream()
                        .map(button -> link(string(button.path("text"), "text"), string(button, "url")))
                        .collect(Collectors.joining(" · "));
            case "rich_text" -> rich(block);
            default -> textObject(block.path("text"));
        };
    }

    private static String textObject(JsonNode text) {
        String content = string(text, "text");
        return string(text, "type").equals("plain_text") ? content : SlackMarkup.convert(content);
    }

    /** Joins the texts of sections, lists and quotes; their nesting is limited by the JSON parser. */
    private static String rich(JsonNode element) {
        return switch (string(element, "type")) {
            case "text" -> string(element, "text");
            case "link" -> link(string(element, "text"), string(element, "url"));
            case "emoji" -> ":" + string(element, "name") + ":";
            case "broadcast" -> "@here";
            case "rich_text", "rich_text_list" ->
                lines(list(element, "elements").stream().map(SlackPayload::rich));
            default ->
                list(element, "elements").stream().map(SlackPayload::rich).collect(Collectors.joining());
        };
    }
}
