package chat.parley.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run was and what it found, for people to read. */
record Report(long acknowledged, Duration longestWait, Map<Fault, Integer> faults, List<Violation> violations) {

    @Override
    public String toString() {
        return Stream.of(
                        Stream.of(
                                line("Acknowledged messages", acknowledged),
                                line("Longest wait for one, in ms", longestWait.toMillis())),
                        faults.entrySet().stream()
                                .map(fault -> line(fault.getKey().toString(), fault.getValue())),
                        Stream.of(Violation.Kind.values()).map(kind -> line(kind.toString(), count(kind))))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    private static String line(String what, long count) {
        return String.format("| %-32s | %8d |", what.toLowerCase(Locale.ROOT).replace('_', ' '), count);
    }
}
