package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class UnreachableDatabaseAnalyzerTest {

    private final UnreachableDatabaseAnalyzer analyzer = new UnreachableDatabaseAnalyzer();

    @ParameterizedTest
    @CsvSource({"08001, out of reach", "57P03, takes no connections", "28P01, log in", "3D000, does not exist"})
    void reasonIsExplained(String state, String words) {
        SQLException failure = new SQLException("Connection to db:5432 refused", state);

        FailureAnalysis told = Objects.requireNonNull(analyzer.analyze(new IllegalStateException(failure)));

        assertThat(told.getDescription()).contains(words, "db:5432");
        assertThat(told.getAction()).contains("spring.r2dbc.url");
    }

    @Test
    void otherFailuresAreNotAnalysed() {
        assertThat(analyzer.analyze(new SQLException("duplicate key", "23505"))).isNull();
        assertThat(analyzer.analyze(new SQLException("no state"))).isNull();
        assertThat(analyzer.analyze(new SQLException("already open", "90020", 90020)))
                .isNull();
    }
}
