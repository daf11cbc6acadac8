package chat.parley.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes letters as plain text. */
final class LetterText {

    private LetterText() {}

    /** @param unsubscribe the URL that ends such mails; null if there is none */
    static String of(Letter letter, @Nullable String unsubscribe) {
        List<String> parts = new ArrayList<>(letter.paragraphs());
        if (letter.code() != null) {
            parts.add("    " + letter.code());
        }
        letter.quotes()
                .forEach(quote -> parts.add(quote.heading() + "\n"
                        + quote.text().lines().map(line -> "> " + line + "\n").reduce("", String::concat)
                        + quote.url()));
        Letter.Action action = letter.action();
        if (action != null) {
            parts.add(action.label() + ":\n" + action.url());
        }
        parts.add("-- \n" + letter.footer() + (unsubscribe == null ? "" : "\n" + unsubscribe));
        return String.join("\n\n", parts) + "\n";
    }
}
