package chat.parley.support;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the reports of Netty's leak detection in the log of a process. */
final class LeakReports {

    /** A report and its stack traces, up to the next entry, which begins with a time or, as JSON, with a brace. */
    private static final Pattern REPORT = Pattern.compile("LEAK:.*(?:\\R(?![\\d{]).*)*");

    /**
     * Creates the buffers of a statement's parameters. Only the driver of PostgreSQL ever holds them, and it loses some
     * when a connection ends while it is sending a statement.
     */
    private static final String PARAMETER = "io.r2dbc.postgresql.codec.";

    private LeakReports() {}

    /** Returns the reports of buffers other than those that the driver of PostgreSQL loses. */
    static List<String> in(String log) {
        return REPORT.matcher(log)
                .results()
                .map(MatchResult::group)
                .filter(report -> !report.contains(PARAMETER))
                .toList();
    }
}
