package chat.parley.ops;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains why a node did not start: the database remained unreachable. */
class UnreachableDatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    /** Reasons by the class of the SQL state. */
    private static final Map<String, String> REASONS = Map.of(
            "08", "is out of reach",
            "57", "takes no connections now",
            "53", "takes no more connections",
            "28", "does not let this node log in",
            "3D", "does not exist");

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = cause.getSQLState();
        String reason = state == null || state.length() != 5 ? null : REASONS.get(state.substring(0, 2));
        return reason == null
                ? null
                : new FailureAnalysis(
                        "The database " + reason + ", although this node has waited for it: " + cause.getMessage(),
                        "Look after the database, or correct spring.r2dbc.url, .username and .password. Whatever starts"
                                + " this node may start it again.",
                        cause);
    }
}
