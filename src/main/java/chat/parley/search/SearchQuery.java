package chat.parley.search;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.text.Folding;
import chat.parley.text.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed search query: words and {@code "phrases"}, all of which must be substrings of the text; {@code from:} an
 * author; {@code in:} a room; {@code before:}, {@code after:} or {@code on:} a day. {@code before:} and {@code after:}
 * exclude the day itself.
 *
 * @param terms folded; empty if there are only filters
 * @param since inclusive
 * @param until exclusive
 */
public record SearchQuery(
        List<String> terms,
        @Nullable String from,
        @Nullable String in,
        @Nullable Instant since,
        @Nullable Instant until) {

    /** Matches all messages. */
    public static final SearchQuery ALL = new SearchQuery(List.of(), null, null, null, null);

    private static final int MAX_LENGTH = 256;
    private static final int MAX_TERMS = 10;

    /** Phones type typographic quotation marks. The end of the query closes an open phrase. */
    private static final Pattern QUOTES = Pattern.compile("[\u201C\u201D\u201E\u201F\uFF02]");

    private static final Pattern PART =
            Pattern.compile("(?i)(from|in|before|after|on):(\\S*)|\"([^\"]*)\"?|([^\\s\"]+)");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** Parses a query with days in UTC. */
    public static SearchQuery of(String text) {
        return of(text, ZoneOffset.UTC);
    }

    public static SearchQuery of(String text, ZoneId zone) {
        if (text.length() > MAX_LENGTH) {
            throw invalid("A query can have at most " + MAX_LENGTH + " characters.");
        }
        if (!VisibleText.isStorable(text)) {
            throw invalid("The query contains characters that no message contains.");
        }
        List<String> terms = new ArrayList<>();
        Map<String, String> filters = new HashMap<>();
        Matcher matcher = PART.matcher(QUOTES.matcher(text).replaceAll("\""));
        while (matcher.find()) {
            if (matcher.group(1) == null) {
                terms.add(Folding.fold(matcher.group(3) != null ? matcher.group(3) : matcher.group(4)));
            } else if (filters.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)) != null) {
                throw invalid("Give each of from:, in:, before:, after: and on: only once.");
            }
        }
        return validate(terms, filters, zone);
    }

    private static SearchQuery validate(List<String> words, Map<String, String> filters, ZoneId zone) {
        List<String> terms =
                words.stream().filter(VisibleText::showsSomething).distinct().toList();
        if (terms.isEmpty() && filters.isEmpty()) {
            throw invalid("A query needs a word or a filter.");
        }
        if (terms.size() > MAX_TERMS) {
            throw invalid("A query can have at most " + MAX_TERMS + " words.");
        }
        @Nullable LocalDate on = day(filters.get("on"));
        @Nullable LocalDate after = day(filters.get("after"));
        @Nullable LocalDate before = day(filters.get("before"));
        return new SearchQuery(
                terms,
                name(filters.get("from"), "@"),
                name(filters.get("in"), "#"),
                latest(start(on, zone), start(after == null ? null : after.plusDays(1), zone)),
                earliest(start(on == null ? null : on.plusDays(1), zone), start(before, zone)));
    }

    /** @param sign the optional prefix of such names in messages */
    private static @Nullable String name(@Nullable String text, String sign) {
        String name = text != null && text.startsWith(sign) ? text.substring(1) : text;
        if (name != null && name.isEmpty()) {
            throw invalid("Give a name after from: and in:.");
        }
        return name;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            if (text != null && !DAY.matcher(text).matches()) {
                throw invalid("Write a day as 2026-11-01.");
            }
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException unknown) {
            throw invalid("There is no such day.");
        }
    }

    private static @Nullable Instant start(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    private static @Nullable Instant latest(@Nullable Instant first, @Nullable Instant second) {
        return first == null || second != null && second.isAfter(first) ? second : first;
    }

    private static @Nullable Instant earliest(@Nullable Instant first, @Nullable Instant second) {
        return first == null || second != null && second.isBefore(first) ? second : first;
    }

    /** Returns the scope with resolved names. */
    SearchScope scope(@Nullable Long account, @Nullable String room, @Nullable Long author) {
        return new SearchScope(account, room, author, since, until, terms);
    }

    /** Matches in memory a text that the database could not match, because it was not folded when it was stored. */
    boolean matches(@Nullable String text) {
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
