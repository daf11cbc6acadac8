package chat.parley.webhook;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts Slack's mrkdwn to Parley's markup. */
final class SlackMarkup {

    private static final Pattern ANGLE = Pattern.compile("<([^<>|\\n]*)(?:\\|([^<>\\n]*))?>");
    private static final Pattern BOLD =
            Pattern.compile("(?<![\\p{L}\\p{N}*\\\\])\\*(?![\\s*])([^*\\n]*?[^\\s*])\\*(?![\\p{L}\\p{N}*])");
    private static final Pattern STRUCK =
            Pattern.compile("(?<![\\p{L}\\p{N}~\\\\])~(?![\\s~])([^~\\n]*?[^\\s~])~(?![\\p{L}\\p{N}~])");
    private static final Pattern EVERYBODY = Pattern.compile("!(here|channel|everyone)");

    private SlackMarkup() {}

    static String convert(String text) {
        return unescape(ForeignText.outsideOfCode(text, SlackMarkup::convertPart));
    }

    private static String convertPart(String text) {
        String emphasized = BOLD.matcher(text).replaceAll("**$1**");
        String struck = STRUCK.matcher(emphasized).replaceAll("~~$1~~");
        return ANGLE.matcher(struck).replaceAll(found -> Matcher.quoteReplacement(angle(found)));
    }

    /** Converts {@code <target|label>}: a link, a mention, or a date. */
    private static String angle(MatchResult found) {
        String target = found.group(1);
        String label = found.group(2) == null ? "" : found.group(2);
        if (EVERYBODY.matcher(target).matches()) {
            return "@here";
        }
        if (target.startsWith("!")) {
            return label.isEmpty() ? found.group() : label;
        }
        if (target.startsWith("@") || target.startsWith("#")) {
            String name = label.isEmpty() ? target.substring(1) : label;
            return target.charAt(0) + name.replaceFirst("^[@#]", "");
        }
        return target.contains(":") ? ForeignText.link(label, target) : found.group();
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
