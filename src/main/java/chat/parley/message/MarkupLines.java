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
    private final List<String> output = new ArrayList<>();
    private int position;

    /** The length of the shortest fence that is known not to be closed in the remaining lines. */
    private int minUnclosed = Integer.MAX_VALUE;

    private MarkupLines(String text) {
        lines = text.split("\n", -1);
    }

    static List<String> of(String text) {
        return new MarkupLines(text).read();
    }

    private List<String> read() {
        while (position < lines.length) {
            String line = lines[position++];
            if (!isQuote(line)) {
                plain(line);
            }
        }
        return output;
    }

    private static boolean isQuote(String line) {
        return line.startsWith("> ") && !MarkupCharacters.isBlank(line.substring(1));
    }

    private void plain(String line) {
        Optional<Fence> opening = opening(line);
        if (opening.isEmpty()) {
            output.add(line);
        } else {
            code(line, opening.get());
        }
    }

    /** A fence must be at the start of a line, or follow other text and be closed later. */
    private Optional<Fence> opening(String line) {
        int indent = MarkupCharacters.indent(line);
        if (indent < line.length() && line.charAt(indent) == '~') {
            Fence fence = new Fence(indent, MarkupCharacters.runLength(line, indent), '~');
            return fence.length() >= MIN_FENCE && line.indexOf("~~~", fence.end()) < 0
                    ? Optional.of(fence)
                    : Optional.empty();
        }
        return CodeSpans.of(line).unmatched().stream()
                .filter(run -> run.length() >= MIN_FENCE && (run.start() == indent || isClosed(run.length())))
                .map(run -> new Fence(run.start(), run.length(), '`'))
                .findFirst();
    }

    private boolean isClosed(int length) {
        if (length >= minUnclosed) {
            return false;
        }
        Fence fence = new Fence(0, length, '`');
        for (int next = position; next < lines.length; next++) {
            if (fence.closesIn(lines[next])) {
                return true;
            }
        }
        minUnclosed = length;
        return false;
    }

    private void code(String line, Fence fence) {
        output.add(line.substring(0, fence.start()));
        while (position < lines.length) {
            String next = lines[position++];
            if (fence.closesIn(next)) {
                plain(fence.restAfter(next));
                return;
            }
        }
    }

    /**
     * A run of characters that opens a code block.
     *
     * @param length the minimum length of the run that ends the block
     */
    private record Fence(int start, int length, char sign) {

        int end() {
            return start + length;
        }

        /** Returns whether the fence ends in a line: at its end, or at its start if a space follows. */
        boolean closesIn(String line) {
            return closesAtEnd(line) || closesAtBeginning(line);
        }

        /** Returns the text after the end of the fence. */
        String restAfter(String line) {
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
            boolean startsWithRun = start < line.length() && line.charAt(start) == sign;
            return startsWithRun ? start + MarkupCharacters.runLength(line, start) : start;
        }
    }
}
