package chat.parley.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The code spans in a line: from a run of backticks to the next run of the same length.
 *
 * @param ends the end of each span by its start
 * @param unmatched runs of backticks that do not begin a span
 */
record CodeSpans(Map<Integer, Integer> ends, List<Run> unmatched) {

    private static final CodeSpans NONE = new CodeSpans(Map.of(), List.of());

    /** A run of adjacent backticks. */
    record Run(int start, int length) {

        int end() {
            return start + length;
        }
    }

    static CodeSpans of(String line) {
        List<Run> runs = runs(line);
        return runs.isEmpty() ? NONE : of(line, runs, closers(runs));
    }

    private static CodeSpans of(String line, List<Run> runs, int[] closers) {
        Map<Integer, Integer> ends = new HashMap<>();
        List<Run> unmatched = new ArrayList<>();
        for (int index = 0; index < runs.size(); index++) {
            Run run = runs.get(index);
            if (!opens(line, run)) {
                continue;
            }
            if (closers[index] < 0) {
                unmatched.add(run);
            } else {
                index = closers[index];
                ends.put(run.start(), runs.get(index).end());
            }
        }
        return new CodeSpans(ends, unmatched);
    }

    /** A single backtick within a word is treated as an apostrophe. */
    private static boolean opens(String line, Run run) {
        boolean apostrophe =
                run.length() == 1 && run.start() > 0 && MarkupCharacters.isAlphanumeric(line.charAt(run.start() - 1));
        return !apostrophe && !MarkupCharacters.isEscaped(line, run.start());
    }

    private static List<Run> runs(String line) {
        List<Run> runs = new ArrayList<>();
        for (int at = line.indexOf('`'); at >= 0; at = line.indexOf('`', at)) {
            Run run = new Run(at, MarkupCharacters.runLength(line, at));
            runs.add(run);
            at = run.end();
        }
        return runs;
    }

    /** Returns for each run the index of the next run of the same length, or -1. */
    private static int[] closers(List<Run> runs) {
        int[] closers = new int[runs.size()];
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int index = runs.size() - 1; index >= 0; index--) {
            int length = runs.get(index).length();
            closers[index] = nearest.getOrDefault(length, -1);
            nearest.put(length, index);
        }
        return closers;
    }
}
