package chat.parley.webhook;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new command, or a change of one. Null leaves a property unchanged, and a text of a new command empty.
 *
 * @param hook the id of the webhook under whose name answers are posted; only for a new command
 * @param name with or without the slash
 * @param url the program that answers
 */
record CommandForm(
        @Nullable Long hook,
        @Nullable String name,
        @Nullable String description,
        @Nullable String usage,
        @Nullable String url) {

    /** The commands that pages perform themselves. */
    static final Set<String> BUILT_IN = Set.of("me", "remind", "topic", "invite", "shrug", "help");

    static final int MAX_DESCRIPTION_LENGTH = 128;
    static final int MAX_USAGE_LENGTH = 64;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Returns the form with all its properties validated and as they are stored. */
    CommandForm valid() {
        return new CommandForm(
                hook,
                name == null ? null : validName(name),
                description == null ? null : line("description", description, MAX_DESCRIPTION_LENGTH),
                usage == null ? null : line("usage", usage, MAX_USAGE_LENGTH),
                url == null ? null : validUrl(url.strip()));
    }

    /** Does the same for a new command, which needs a webhook, a name and a URL. */
    CommandForm validNew() {
        require("hook", hook);
        require("name", name);
        require("url", url);
        return new CommandForm(hook, name, description == null ? "" : description, usage == null ? "" : usage, url)
                .valid();
    }

    private static void require(String field, @Nullable Object value) {
        if (value == null) {
            throw Refusal.field(field, "required", "The field " + field + " is missing.");
        }
    }

    private static String validName(String raw) {
        String stripped = raw.strip();
        String name = (stripped.startsWith("/") ? stripped.substring(1) : stripped).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw Refusal.field(
                    "name",
                    "command_invalid",
                    "Use up to 32 letters from a to z, digits and hyphens, beginning with a letter.");
        }
        if (BUILT_IN.contains(name)) {
            throw Refusal.field("name", "command_built_in", "/" + name + " is built in.");
        }
        return name;
    }

    private static String line(String field, String raw, int maxLength) {
        String text = ClientText.nfc(maxLength, raw).strip();
        if (text.codePointCount(0, text.length()) > maxLength) {
            throw Refusal.field(field, "too_long", "Use at most " + maxLength + " characters.");
        }
        if (!VisibleText.isLine(text)) {
            throw Refusal.field(field, "invalid", "The " + field + " contains characters that can't be displayed.");
        }
        return text;
    }

    private static String validUrl(String url) {
        if (url.length() > WebhookForm.MAX_URL_LENGTH) {
            throw Refusal.field("url", "too_long", "The address is too long.");
        }
        return url;
    }

    /** Contains no URL, which may hold a secret. */
    @Override
    public String toString() {
        return "name=" + name + ", description=" + description + ", usage=" + usage + ", url="
                + (url == null ? null : "…");
    }
}
