package chat.parley.webhook;

import chat.parley.http.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Builds a message from the parts of a post in another product's form. */
final class ForeignText {

    private static final int MAX_LENGTH = 4_000;
    private static final int MAX_PARTS = 100;
    private static final String CUT = "…";

    /** Code keeps its text: blocks and spans. */
    private static final Pattern CODE = Pattern.compile("```.*?```|`[^`\\n]*`", Pattern.DOTALL);

    private static final Pattern HERE = Pattern.compile("(?iu)@(?=here)");

    private ForeignText() {}

    /** Joins the parts that are not blank, one below the other. */
    static String lines(Stream<@Nullable String> parts) {
        return parts.filter(Objects::nonNull)
                .map(part -> Objects.requireNonNull(part).strip())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    /** Returns the elements of a list. Lists longer than any real sender's are refused before they are converted. */
    static List<JsonNode> list(JsonNode parent, String field) {
        JsonNode list = parent.path(field);
        if (list.size() > MAX_PARTS) {
            throw Refusal.field(field, "too_many", "Send at most " + MAX_PARTS + " " + field + ".");
        }
        return list.isArray() ? list.valueStream().toList() : List.of();
    }

    /** Returns a string, or the text of a number; empty for anything else. */
    static String string(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        return value.isString() || value.isNumber() ? value.asString() : "";
    }

    static String bold(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() || stripped.contains("\n") || stripped.contains("**")
                ? stripped
                : "**" + stripped + "**";
    }

    /** Returns a link, or the label alone if the target is not a web or mail address. */
    static String link(String label, String address) {
        String shown = label.strip().replace('[', '(').replace(']', ')').replace('\n', ' ');
        if (!address.startsWith("http://") && !address.startsWith("https://") && !address.startsWith("mailto:")) {
            return label;
        }
        String target = address.strip().replace("(", "%28").replace(")", "%29").replace(" ", "%20");
        return shown.isEmpty() || shown.equals(address) ? address : "[" + shown + "](" + target + ")";
    }

    /** Converts everything but code. */
    static String outsideOfCode(String text, UnaryOperator<String> conversion) {
        StringBuilder converted = new StringBuilder();
        Matcher code = CODE.matcher(text);
        int end = 0;
        while (code.find()) {
            converted
                    .append(conversion.apply(text.substring(end, code.start())))
                    .append(code.group());
            end = code.end();
        }
        return converted.append(conversion.apply(text.substring(end))).toString();
    }

    /** Escapes mentions of everybody, so that they are shown as text. */
    static String withoutMentionOfEverybody(String text) {
        return outsideOfCode(text, part -> HERE.matcher(part).replaceAll("\\\\@"));
    }

    /** Cuts a text that is longer than a message can be. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH - 1)) + CUT;
    }
}
