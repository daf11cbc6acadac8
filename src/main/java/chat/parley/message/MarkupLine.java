package chat.parley.message;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the mentions in a line outside of code, addresses and links, according to the message grammar ({@code
 * src/docs/markup.md}). Must be consistent with the pages' {@code model/markup/regions.js}.
 */
final class MarkupLine {

    private final String line;
    private final CodeSpans code;
    private final List<List<String>> mentions = new ArrayList<>();
    private final Deque<Bracket> brackets = new ArrayDeque<>();

    private MarkupLine(String line) {
        this.line = line;
        code = CodeSpans.of(line);
    }

    /** Returns for each mention the candidate names, the longest first. */
    static List<List<String>> mentions(String line) {
        return line.indexOf('@') < 0 ? List.of() : new MarkupLine(line).read();
    }

    /**
     * A bracket that may open the label of a link.
     *
     * @param mentions the number of mentions before it
     */
    private record Bracket(int mentions, boolean escaped) {}

    private List<List<String>> read() {
        for (int at = 0; at < line.length(); ) {
            at = next(at);
        }
        return mentions;
    }

    private int next(int at) {
        return switch (line.charAt(at)) {
            case '`' -> code.ends().getOrDefault(at, at + MarkupCharacters.runLength(line, at));
            case '[' -> open(at);
            case ']' -> close(at);
            case '@' -> mention(at);
            case 'h', 'H', 'w', 'W' -> Math.max(MarkupAddresses.end(line, at), at + 1);
            default -> at + 1;
        };
    }

    private int open(int at) {
        brackets.push(new Bracket(mentions.size(), MarkupCharacters.isEscaped(line, at)));
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
        brackets.clear();
        return end + 1;
    }

    private int mention(int at) {
        List<String> names = MarkupCharacters.isEscaped(line, at) ? List.of() : MentionNames.at(line, at);
        if (!names.isEmpty()) {
            mentions.add(names);
        }
        return at + 1;
    }
}
