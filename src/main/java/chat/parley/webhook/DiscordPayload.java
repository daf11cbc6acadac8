package chat.parley.webhook;

import static chat.parley.webhook.ForeignText.bold;
import static chat.parley.webhook.ForeignText.lines;
import static chat.parley.webhook.ForeignText.link;
import static chat.parley.webhook.ForeignText.list;
import static chat.parley.webhook.ForeignText.string;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the text of a message in Discord's form: {@code content} and {@code embeds}. */
final class DiscordPayload {

    private static final Pattern TIME = Pattern.compile("<t:(\\d{1,12})(?::[a-zA-Z])?>");
    private static final Pattern EMOJI = Pattern.compile("<a?(:\\w+:)\\d+>");
    private static final Pattern LINK = Pattern.compile("<(https?://[^<>\\s]+)>");
    private static final Pattern EVERYBODY = Pattern.compile("@everyone\\b");

    private DiscordPayload() {}

    static String text(JsonNode post) {
        return lines(Stream.concat(
                Stream.of(convert(string(post, "content"))),
                list(post, "embeds").stream().map(DiscordPayload::embed)));
    }

    private static String embed(JsonNode embed) {
        String title = convert(string(embed, "title"));
        String address = string(embed, "url");
        return lines(Stream.concat(
                Stream.of(
                        string(embed.path("author"), "name"),
                        bold(address.isEmpty() ? title : link(title, address)),
                        convert(string(embed, "description"))),
                Stream.concat(
                        list(embed, "fields").stream()
                                .map(field ->
                                        bold(convert(string(field, "name"))) + ": " + convert(string(field, "value"))),
                        Stream.of(string(embed.path("footer"), "text")))));
    }

    /** Discord's Markdown differs from Parley's in only a few characters. */
    private static String convert(String text) {
        return ForeignText.outsideOfCode(text, part -> {
            String times = TIME.matcher(part).replaceAll(found -> Matcher.quoteReplacement(time(found.group(1))));
            String emoji = EMOJI.matcher(times).replaceAll("$1");
            return EVERYBODY.matcher(LINK.matcher(emoji).replaceAll("$1")).replaceAll("@here");
        });
    }

    private static String time(String seconds) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds)).toString();
        } catch (DateTimeException outOfRange) {
            return seconds;
        }
    }
}
