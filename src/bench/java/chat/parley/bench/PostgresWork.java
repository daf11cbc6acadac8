package chat.parley.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The work of PostgreSQL for a server: statements and processor time. Also stores followers, which would take long over
 * HTTP.
 */
record PostgresWork(Database database) {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** All webhooks of a room have its oldest member as their bot. */
    private static final String FOLLOW = """
            with f as (
                insert into follower (kind, account_id, room_id, revision)
                select 'webhook', (select min(m.account_id) from member m where m.room_id = r.id), r.id, r.revision
                from room r cross join generate_series(1, ?) where r.id = any(?)
                returning id, account_id, room_id)
            insert into hook (room_id, name, account_id, created_by, created_at, token_hash, mentions_here, url, secret,
                follower_id)
            select room_id, 'bench', account_id, account_id, now(), 'bench' || id, false, ?, ?, id from f""";

    private static final String COUNT = """
            select coalesce(sum(calls), 0) as statements,
                coalesce(sum(calls) filter (where query like '%from follower f%join account a%'), 0) as due,
                coalesce(sum(total_exec_time) filter (where query like '%from follower f%join account a%'), 0) as millis
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname = current_database() and query not like '%pg_stat_statements%'""";

    private static final String BACKENDS =
            "select pid from pg_stat_activity where datname = current_database() and application_name = 'parley'";

    /** Counts the statements of connections that are opened from now on. */
    void countStatements() {
        execute("create extension pg_stat_statements");
        execute("do $$ begin execute format("
                + "'alter database %I set pg_stat_statements.track = top', current_database()); end $$");
    }

    private void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Creates webhooks in each of these rooms. */
    void follow(List<String> rooms, int each, String url) {
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement(FOLLOW)) {
            insert.setInt(1, each);
            insert.setArray(2, connection.createArrayOf("varchar", rooms.toArray()));
            insert.setString(3, url);
            insert.setString(4, SECRET);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts statements for some seconds; returns the counts by description. */
    Map<String, Double> statements(double seconds) {
        execute("select pg_stat_statements_reset()");
        LockSupport.parkNanos((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNT)) {
            row.next();
            Map<String, Double> counts = new LinkedHashMap<>();
            counts.put("statements per second", row.getDouble("statements") / seconds);
            counts.put("of these, those that look for due followers", row.getDouble("due") / seconds);
            counts.put("milliseconds of each of them", row.getDouble("millis") / Math.max(1, row.getDouble("due")));
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The CPU time of the server's connections in nanoseconds. */
    long cpu() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(BACKENDS)) {
            List<Long> backends = new ArrayList<>();
            while (rows.next()) {
                backends.add(rows.getLong("pid"));
            }
            return backends.stream().mapToLong(Processes::cpu).sum();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
