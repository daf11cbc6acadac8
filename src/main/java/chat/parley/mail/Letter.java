package chat.parley.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a mail, independent of its form.
 *
 * @param paragraphs plain text
 * @param code a code to copy; null for none
 * @param action the link to follow; null for none
 * @param quotes messages that are quoted, each with where it is
 * @param footer why the recipient receives this
 */
record Letter(
        String subject,
        List<String> paragraphs,
        @Nullable String code,
        @Nullable Action action,
        List<Quote> quotes,
        String footer) {

    record Action(String label, String url) {}

    /** @param heading who wrote where */
    record Quote(String heading, String text, String url) {}

    static Letter of(String subject, List<String> paragraphs, @Nullable Action action, String footer) {
        return new Letter(subject, paragraphs, null, action, List.of(), footer);
    }
}
