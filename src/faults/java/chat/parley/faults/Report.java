package chat.parley.faults;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A readable summary of a run and its findings. Where faults overlap, a wait counts for each of them; the waits of a
 * kind are only certain if it ran alone.
 *
 * @param waits for each acknowledged text, the time from when it was its room's next one to send until the
 * acknowledgement
 */
record Report(
        long seed,
        Collection<Span> waits,
        List<Strike> strikes,
        List<WebhookHistory> webhooks,
        List<Violation> violations) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(line("parley.seed", seed));
        lines.add(line("acknowledged messages", waits.size()));
        lines.add(line("longest wait for one, ms", millis(longest(waits))));
        lines.add(line("outside faults, ms", outsideFaults(waits)));
        lines.add(line("faults", strikes.size()));
        lines.add(line("requests to webhooks", deliveries().count()));
        lines.add(line(
                "refused by them", deliveries().filter(sent -> !sent.accepted()).count()));
        for (Violation.Kind kind : Violation.Kind.values()) {
            lines.add(line(words(kind), count(kind)));
        }
        lines.add("");
        lines.add(String.format(
                "| %-36s | %5s | %12s | %14s | %8s |", "fault", "times", "longest wait", "outside faults", "at"));
        byKind().forEach((fault, all) -> lines.add(line(fault, all)));
        lines.add("");
        lines.addAll(during(longest(waits)));
        return String.join("\n", lines);
    }

    /** The faults that overlap a wait, and how long each of them lasted meanwhile. */
    private List<String> during(Span wait) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format("| %-36s | %8s | %12s |", "during the longest wait", "begins", "overlaps, ms"));
        strikes.stream()
                .filter(strike -> overlap(wait, strike) > 0)
                .sorted(Comparator.comparingLong(strike -> strike.span().from()))
                .forEach(strike -> lines.add(String.format(
                        "| %-36s | %8s | %12d |",
                        words(strike.fault()), time(strike.span().from()), overlap(wait, strike))));
        return lines;
    }

    private static long overlap(Span wait, Strike strike) {
        return wait.length().minus(wait.outside(List.of(strike.span()))).toMillis();
    }

    private Map<Fault, List<Strike>> byKind() {
        return strikes.stream().collect(Collectors.groupingBy(Strike::fault, TreeMap::new, Collectors.toList()));
    }

    private String line(Fault fault, List<Strike> all) {
        List<Span> caused =
                all.stream().flatMap(strike -> strike.caused(waits)).distinct().toList();
        Span longest = longest(caused);
        return String.format(
                "| %-36s | %5d | %12d | %14d | %8s |",
                words(fault), all.size(), millis(longest), outsideFaults(caused), time(longest.from()));
    }

    private long outsideFaults(Collection<Span> some) {
        List<Span> struck = strikes.stream().map(Strike::span).toList();
        return some.stream()
                .mapToLong(wait -> wait.outside(struck).toMillis())
                .max()
                .orElse(0);
    }

    private static Span longest(Collection<Span> spans) {
        return spans.stream().max(Comparator.comparing(Span::length)).orElse(Span.since(System.nanoTime()));
    }

    private static long millis(Span span) {
        return span.length().toMillis();
    }

    private static String time(long moment) {
        return TIME.format(Instant.now().minusNanos(System.nanoTime() - moment));
    }

    private Stream<WebhookHistory.Delivery> deliveries() {
        return webhooks.stream().flatMap(webhook -> webhook.deliveries().stream());
    }

    private long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    private static String words(Enum<?> name) {
        return name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String line(String what, long count) {
        return String.format("| %-36s | %20d |", what, count);
    }
}
