package chat.parley.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the mentions in a line outside of code, addresses and links, and the links, according to the message grammar
 * ({@code src/docs/markup.md}). Must be consistent with the pages' {@code model/markup/regions.js}.
 */
final class MarkupLine {

    private final String line;
    private final CodeSpans code;
    private final List<List<String>> mentions = new ArrayList<>();
    private final List<Link> links = new ArrayList<>();
    private int spoilerSigns;
    private final Deque<Bracket> brackets = new ArrayDeque<>();

    private MarkupLine(String line) {
        this.line = line;
        code = CodeSpans.of(line);
    }

    /** Returns for each mention the candidate names, the longest first. */
    static List<List<String>> mentions(String line) {
        return line.indexOf('@') < 0 ? List.of() : read(line).mentions;
    }

    /** Reads the links and the signs of spoilers in a line. */
    static MarkupLine read(String line) {
        MarkupLine read = new MarkupLine(line);
        read.read();
        return read;
    }

    /** Returns the links, in order. */
    List<Link> links() {
        return links;
    }

    /** Returns how often the sign that begins or ends a spoiler occurs. */
    int spoilerSigns() {
        return spoilerSigns;
    }

    /**
     * A link.
     *
     * @param spoilerSigns the number of signs of spoilers before it in the line
     */
    record Link(String url, int spoilerSigns) {}

    /**
     * A bracket that may open the label of a link.
     *
     * @param mentions the number of mentions before it
     * @param links the number of links before it
     */
    private record Bracket(int mentions, int links, boolean escaped) {}

    private void read() {
        for (int at = 0; at < line.length(); ) {
            at = next(at);
        }
    }

    private int next(int at) {
        return switch (line.charAt(at)) {
            case '`' -> code.ends().getOrDefault(at, at + MarkupCharacters.runLength(line, at));
            case '[' -> open(at);
            case ']' -> close(at);
            case '@' -> mention(at);
            case 'h', 'H', 'w', 'W' -> address(at);
            case '|' -> bar(at);
            default -> at + 1;
        };
    }

    private int open(int at) {
        brackets.push(new Bracket(mentions.size(), links.size(), MarkupCharacters.isEscaped(line, at)));
        return at + 1;
    }

    private int close(int at) {
        if (MarkupCharacters.isEscaped(line, at) || brackets.isEmpty()) {
            return at + 1;
        }
        Bracket bracket = brackets.pop();
        int end = MarkupCharacters.at(line, at + 1) == '(' ? MarkupAddresses.targetEnd(line, at + 2) : -1;
        if (end < 0 || bracket.escaped()) {
            return at + 1;
        }
        mentions.subList(bracket.mentions(), mentions.size()).clear();
        links.subList(bracket.links(), links.size()).clear();
        links.add(new Link(line.substring(at + 2, end), spoilerSigns));
        brackets.clear();
        return end + 1;
    }

    private int address(int at) {
        int end = MarkupAddresses.end(line, at);
        if (end < 0) {
            return at + 1;
        }
        boolean hasScheme = line.charAt(at) == 'h' || line.charAt(at) == 'H';
        links.add(new Link((hasScheme ? "" : "https://") + line.substring(at, end), spoilerSigns));
        return end;
    }

    private int bar(int at) {
        if (MarkupCharacters.at(line, at + 1) != '|' || MarkupCharacters.isEscaped(line, at)) {
            return at + 1;
        }
        spoilerSigns++;
        return at + 2;
    }

    private int mention(int at) {
        List<String> names = MarkupCharacters.isEscaped(line, at) ? List.of() : MentionNames.at(line, at);
        if (!names.isEmpty()) {
            mentions.add(names);
        }
        return at + 1;
    }
}
