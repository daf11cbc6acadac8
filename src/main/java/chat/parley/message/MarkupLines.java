package chat.parley.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Returns the lines of a text that are neither code nor quoted, according to the message grammar ({@code
 * src/docs/markup.md}). Must be consistent with the pages' {@code model/markup/lines.js}.
 */
final class MarkupLines {

    /** Shorter runs of backticks or tildes do not open a code block. */
    private static final int MIN_FENCE = 3;

    private final String[] lines;
    private final List<String> read = new ArrayList<>();
    private int at;

    /** The shortest fence length that is known to have no end in the remaining lines. */
    private int endless = Integer.MAX_VALUE;

    private MarkupLines(String text) {
        lines = text.split("\n", -1);
    }

    static List<String> of(String text) {
        return new MarkupLines(text).read();
    }

    private List<String> read() {
        while (at < lines.length) {
            String line = lines[at++];
            if (!isQuote(line)) {
                plain(line);
            }
        }
        return read;
    }

    private static boolean isQuote(String line) {
        return line.startsWith("> ") && !MarkupCharacters.isBlank(line.substring(1));
    }

    private void plain(String line) {
        Optional<Fence> opening = opening(line);
        if (opening.isEmpty()) {
            read.add(line);
        } else {
            code(line, opening.get());
        }
    }

    /** A fence must be at the start of a line, or follow other text and have an end. */
    private Optional<Fence> opening(String line) {
        int indent = MarkupCharacters.indent(line);
        if (indent < line.length() && line.charAt(indent) == '~') {
            Fence fence = new Fence(indent, MarkupCharacters.runLength(line, indent), '~');
            return fence.length() >= MIN_FENCE && line.indexOf("~~~", fence.end()) < 0
                    ? Optional.of(fence)
                    : Optional.empty();
        }
        return CodeSpans.of(line).loose().stream()
                .filter(run -> run.length() >= MIN_FENCE && (run.at() == indent || hasEnd(run.length())))
                .map(run -> new Fence(run.at(), run.length(), '`'))
                .findFirst();
    }

    private boolean hasEnd(int length) {
        if (length >= endless) {
            return false;
        }
        Fence fence = new Fence(0, length, '`');
        for (int next = at; next < lines.length; next++) {
            if (fence.endsIn(lines[next])) {
                return true;
            }
        }
        endless = length;
        return false;
    }

    private void code(String line, Fence fence) {
        read.add(line.substring(0, fence.at()));
        while (at < lines.length) {
            String next = lines[at++];
            if (fence.endsIn(next)) {
                plain(fence.behind(next));
                return;
            }
        }
    }

    /**
     * A run of characters that opens a code block.
     *
     * @param length the minimum length of the run that ends the block
     */
    private record Fence(int at, int length, char sign) {

        int end() {
            return at + length;
        }

        /** Returns whether the fence ends in a line: at its end, or at its start if a space follows. */
        boolean endsIn(String line) {
            return closesAtEnd(line) || closesAtBeginning(line);
        }

        /** Returns the text after the end of the fence. */
        String behind(String line) {
            if (closesAtEnd(line)) {
                return "";
            }
            String rest = line.substring(afterFirstRun(line));
            return rest.substring(MarkupCharacters.indent(rest));
        }

        private boolean closesAtEnd(String line) {
            int end = line.length();
            while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
                end--;
            }
            int start = end;
            while (start > 0 && line.charAt(start - 1) == sign) {
                start--;
            }
            return end - start >= length;
        }

        private boolean closesAtBeginning(String line) {
            int start = MarkupCharacters.indent(line);
            int after = afterFirstRun(line);
            return after - start >= length
                    && after < line.length()
                    && (line.charAt(after) == ' ' || line.charAt(after) == '\t');
        }

        private int afterFirstRun(String line) {
            int start = MarkupCharacters.indent(line);
            boolean begins = start < line.length() && line.charAt(start) == sign;
            return begins ? start + MarkupCharacters.runLength(line, start) : start;
        }
    }
}
