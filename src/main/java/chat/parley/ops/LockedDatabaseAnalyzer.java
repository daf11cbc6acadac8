package chat.parley.ops;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a failed start because another process uses the embedded database. */
class LockedDatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    /** H2's {@code DATABASE_ALREADY_OPEN_1}. */
    private static final int ALREADY_OPEN = 90020;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        return cause.getErrorCode() != ALREADY_OPEN
                ? null
                : new FailureAnalysis(
                        "The database file is in use by another process, most likely another Parley.",
                        "Stop the other one, or give this one a file of its own (spring.r2dbc.url). To run several nodes"
                                + " together, use PostgreSQL and Redis: src/docs/operations.md says how.",
                        cause);
    }
}
