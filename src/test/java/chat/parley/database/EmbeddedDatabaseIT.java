package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class EmbeddedDatabaseIT {

    private static final int CHANGES = 10;

    /** A copy of the file at any moment is what a killed process leaves. */
    @Test
    void committedWriteIsInFileBeforeItIsAnswered(@TempDir Path folder) throws Exception {
        try (ParleyServer server = ParleyServer.with().databaseIn(folder).start()) {
            DatabaseClient database = server.bean(DatabaseClient.class);
            TransactionalOperator transaction = server.bean(TransactionalOperator.class);
            database.sql("create table scratch (id bigint primary key)").then().block();
            for (int i = 1; i <= CHANGES; i++) {
                Mono<Void> change = database.sql("insert into scratch values (:id)")
                        .bind("id", (long) i)
                        .then();
                (i % 2 == 0 ? transaction.transactional(change) : change).block();
                assertThat(rowsInACopy(server.bean(DatabaseAddress.class), folder.resolve("copy" + i)))
                        .isEqualTo(i);
            }
        }
    }

    private static long rowsInACopy(DatabaseAddress address, Path copy) throws Exception {
        String file = address.url().replaceFirst("^jdbc:h2:file:", "").replaceFirst(";.*", "");
        Files.copy(Path.of(file + ".mv.db"), Path.of(copy + ".mv.db"));
        return rows(address.url().replace(file, copy.toString()));
    }

    private static long rows(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from scratch")) {
            result.next();
            long rows = result.getLong(1);
            statement.execute("shutdown immediately");
            return rows;
        }
    }

    /** Large objects would cost many times as much. */
    @Test
    void textsAreNotSentAsLargeObjects(@TempDir Path folder) {
        try (ParleyServer server = ParleyServer.with().databaseIn(folder).start()) {
            String type = server.bean(DatabaseClient.class)
                    .sql("select :text as text")
                    .bind("text", "a text")
                    .map((row, columns) ->
                            columns.getColumnMetadata(0).getType().getName())
                    .one()
                    .block();
            assertThat(Objects.requireNonNull(type)).startsWith("CHARACTER VARYING");
        }
    }
}
