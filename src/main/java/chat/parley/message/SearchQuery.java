package chat.parley.message;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, as it was typed: words and {@code "phrases"}, all of which must occur as parts of the text;
 * {@code from:} an author; {@code in:} a room.
 *
 * @param terms folded; none if only an author or a room is asked for
 */
record SearchQuery(
        List<String> terms, @Nullable String from, @Nullable String in) {

    /** Everything. */
    static final SearchQuery ALL = new SearchQuery(List.of(), null, null);

    private static final int LONGEST = 256;
    private static final int MOST_TERMS = 10;

    /** The end of the query closes a phrase, too. */
    private static final Pattern PART = Pattern.compile("(?i)(from|in):(\\S*)|\"([^\"]*)\"?|([^\\s\"]+)");

    static SearchQuery of(String typed) {
        if (typed.length() > LONGEST || typed.chars().anyMatch(character -> character == 0)) {
            throw invalid("A query has at most " + LONGEST + " characters.");
        }
        List<String> terms = new ArrayList<>();
        @Nullable String from = null;
        @Nullable String in = null;
        Matcher parts = PART.matcher(typed);
        while (parts.find()) {
            String filter = parts.group(1);
            if (filter == null) {
                terms.add(Folding.fold(parts.group(3) != null ? parts.group(3) : parts.group(4)));
            } else if (filter.toLowerCase(Locale.ROOT).equals("from")) {
                from = value(parts.group(2), from);
            } else {
                in = value(parts.group(2), in);
            }
        }
        return checked(terms, from, in);
    }

    private static String value(String value, @Nullable String before) {
        if (value.isEmpty() || before != null) {
            throw invalid("Give one name after from: and one after in:.");
        }
        return value;
    }

    private static SearchQuery checked(List<String> all, @Nullable String from, @Nullable String in) {
        List<String> terms =
                all.stream().filter(term -> !term.isBlank()).distinct().toList();
        if (terms.isEmpty() && from == null && in == null) {
            throw invalid("A query needs a word, or from: or in:.");
        }
        if (terms.size() > MOST_TERMS) {
            throw invalid("A query has at most " + MOST_TERMS + " words.");
        }
        return new SearchQuery(terms, from, in);
    }

    /** What the database does for most messages, done here for those that were not folded when they were written. */
    boolean fits(@Nullable String text) {
        if (text == null) {
            return false;
        }
        String folded = terms.isEmpty() ? "" : Folding.fold(text);
        return terms.stream().allMatch(folded::contains);
    }

    private static Refusal invalid(String detail) {
        return Refusal.of(Code.QUERY_INVALID, detail);
    }
}
