package chat.parley.file;

import chat.parley.blob.Damage;
import chat.parley.blob.Inspection;
import chat.parley.blob.Inspection.Page;
import chat.parley.blob.Inspection.Subject;
import chat.parley.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Compares messages, files and stored bytes in both directions. Changes nothing, and may run while people chat. A call
 * takes bounded memory and time, and returns how far it got.
 */
@Component
public class FileVerification {

    /** Shorter than the usual timeouts of proxies. A call ends with the first page after it. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    private static final int MAX_DAMAGES = 100;

    private final Map<Subject, Inspection> inspections;
    private final DatabaseClient database;
    private final Clock clock;

    FileVerification(List<Inspection> inspections, DatabaseClient database, Clock clock) {
        this.inspections = inspections.stream().collect(Collectors.toMap(Inspection::subject, Function.identity()));
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param checked the number of rows and blobs that were compared
     * @param bytes the number of bytes that were read
     * @param next where to continue; null at the end
     */
    public record Report(
            long checked,
            long bytes,
            List<Damage> damages,
            @Nullable String next) {

        Report plus(Page page, @Nullable String then) {
            return new Report(
                    checked + page.checked(),
                    bytes + page.bytes(),
                    Stream.concat(damages.stream(), page.damages().stream()).toList(),
                    then);
        }
    }

    private record Position(Subject subject, String after) {

        private static final Pattern FORMAT = Pattern.compile("([a-z]+):([^\\p{Cc}\\p{Cs}]{0,255})");

        static Position of(@Nullable String text) {
            if (text == null) {
                return new Position(Subject.FILES, "");
            }
            Matcher matcher = FORMAT.matcher(text);
            return Stream.of(Subject.values())
                    .filter(subject -> matcher.matches() && wire(subject).equals(matcher.group(1)))
                    .map(subject -> new Position(subject, matcher.group(2)))
                    .findFirst()
                    .orElseThrow(FileVerification::unknown);
        }

        @Nullable
        String next(@Nullable String key) {
            if (key != null) {
                return wire(subject) + ":" + key;
            }
            boolean last = subject.ordinal() + 1 == Subject.values().length;
            return last ? null : wire(Subject.values()[subject.ordinal() + 1]) + ":";
        }

        private static String wire(Subject subject) {
            return subject.name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Compares until the end or until the time limit.
     *
     * @param after where an earlier call ended; null to begin
     * @param hashes whether to read all bytes and compare their hashes, or only their lengths
     */
    public Mono<Report> verify(@Nullable String after, boolean hashes) {
        return Mono.defer(() -> {
            Instant end = clock.instant().plus(TIME_LIMIT);
            return step(new Report(0, 0, List.of(), after), hashes)
                    .expand(report -> isDone(report, end) ? Mono.empty() : step(report, hashes))
                    .last()
                    .flatMap(this::withFiles);
        });
    }

    private boolean isDone(Report report, Instant end) {
        return report.next() == null
                || report.damages().size() >= MAX_DAMAGES
                || clock.instant().isAfter(end);
    }

    private Mono<Report> step(Report report, boolean hashes) {
        Position position = Position.of(report.next());
        Inspection inspection = Objects.requireNonNull(inspections.get(position.subject()));
        return Mono.defer(() -> inspection.page(position.after(), hashes))
                .onErrorMap(NumberFormatException.class, malformed -> unknown())
                .map(page -> report.plus(page, position.next(page.next())));
    }

    private static Refusal unknown() {
        return Refusal.field("after", "invalid", "Unknown position.");
    }

    private Mono<Report> withFiles(Report report) {
        return Flux.fromIterable(report.damages())
                .concatMap(
                        damage -> damage.blob() == null || damage.file() != null ? Mono.just(damage) : withFile(damage))
                .collectList()
                .map(damages -> new Report(report.checked(), report.bytes(), damages, report.next()));
    }

    private Mono<Damage> withFile(Damage damage) {
        return database.sql("select id, room_id, seq from file where blob_id = :blob or preview_id = :blob")
                .bind("blob", Objects.requireNonNull(damage.blob()))
                .map(row -> damage.of(
                        Objects.requireNonNull(row.get(0, String.class)),
                        Objects.requireNonNull(row.get(1, String.class)),
                        row.get(2, Long.class)))
                .first()
                .defaultIfEmpty(damage);
    }
}
