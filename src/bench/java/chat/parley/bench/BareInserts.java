package chat.parley.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Inserts the rows of a server's messages again, in batches, without any other work. */
final class BareInserts {

    private static final int CONNECTIONS = 4;
    private static final int BATCH = 100;
    private static final int SAMPLES = 1000;

    private final Database database;
    private final AtomicLong seq = new AtomicLong();

    BareInserts(Database database) {
        this.database = database;
    }

    /** Measures rows per second. The table has the columns and indexes of the messages' table. */
    double perSecond(double seconds) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists bare (like message including all)");
            Rows rows = Rows.of(statement);
            AtomicLong stored = new AtomicLong();
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            CompletableFuture.allOf(IntStream.range(0, CONNECTIONS)
                            .mapToObj(i -> CompletableFuture.runAsync(() -> store(rows, end, stored)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            return stored.get() / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void store(Rows rows, long end, AtomicLong stored) {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(rows.insert())) {
            connection.setAutoCommit(false);
            while (System.nanoTime() < end) {
                for (int i = 0; i < BATCH; i++) {
                    rows.bind(insert, seq.incrementAndGet());
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                stored.addAndGet(BATCH);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A sample of stored rows; their numbers are replaced by new ones, everything else is kept. */
    private record Rows(List<String> columns, List<List<@Nullable Object>> values) {

        static Rows of(Statement statement) throws SQLException {
            try (ResultSet found = statement.executeQuery("select * from message limit " + SAMPLES)) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    columns.add(found.getMetaData().getColumnName(i));
                }
                List<List<@Nullable Object>> values = new ArrayList<>();
                while (found.next()) {
                    List<@Nullable Object> row = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        row.add(found.getObject(i));
                    }
                    values.add(row);
                }
                return new Rows(columns, values);
            }
        }

        String insert() {
            return "insert into bare (" + String.join(", ", columns) + ") values ("
                    + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
        }

        void bind(PreparedStatement insert, long seq) throws SQLException {
            List<@Nullable Object> row = values.get((int) (seq % values.size()));
            for (int i = 0; i < columns.size(); i++) {
                insert.setObject(
                        i + 1,
                        switch (columns.get(i)) {
                            case "seq", "revision", "search_revision" -> seq;
                            case "nonce" -> "bare-" + seq;
                            default -> row.get(i);
                        });
            }
        }
    }
}
