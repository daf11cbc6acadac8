package chat.parley.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Posts and pages in a room with a growing number of messages. */
record Growth(String name, List<Integer> sizes) implements Workload {

    private static final int PEOPLE = 10;
    private static final int FIRST = 1000;
    private static final int POSTS_PER_SECOND = 200;
    private static final int PAGES_PER_SECOND = 500;
    private static final int CONNECTIONS = 16;

    @Override
    public void run(Bench bench) {
        sizes.forEach(size -> run(bench, size));
    }

    private void run(Bench bench, int size) {
        Database database = bench.databases().fresh(bench.database());
        List<Seat> seats;
        int port;
        try (Server server = bench.start(database)) {
            seats = server.wire().seats(1, PEOPLE);
            port = server.port();
            try (Crowd crowd = Crowd.join(server, bench.threads(), seats)) {
                new SocketLoad(crowd, PEOPLE).step(POSTS_PER_SECOND, 0, (double) FIRST / POSTS_PER_SECOND);
            }
        }
        bench.say(name + ": " + size + " messages");
        multiply(database, seats.get(0).id(), size);
        try (Server server = bench.start(database, port)) {
            measure(bench, server, seats, size);
        }
    }

    private void measure(Bench bench, Server server, List<Seat> seats, int size) {
        try (Crowd crowd = Crowd.join(server, bench.threads(), seats);
                PageLoad pages = new PageLoad(server, CONNECTIONS, () -> page(server, seats.get(0), size))) {
            SocketLoad posts = new SocketLoad(crowd, PEOPLE);
            figures(bench, size + " messages, post", posts, POSTS_PER_SECOND);
            figures(bench, size + " messages, page", pages, PAGES_PER_SECOND);
        }
    }

    private void figures(Bench bench, String what, Load load, double rate) {
        load.step(rate, 0, bench.warmUp());
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < bench.runs(); i++) {
            steps.add(load.step(rate, 1, bench.seconds()));
            bench.say(name + ", " + what + ": " + steps.get(i).line());
        }
        Step median = Step.median(steps);
        bench.report().figure(name, "parley", what + ", p50 ms", median.p50());
        bench.report().figure(name, "parley", what + ", p99 ms", median.p99());
        bench.report().figure(name, "parley", what + ", µs of processor", 1e6 / median.postsPerCpuSecond());
    }

    private static String page(Server server, Seat seat, int size) {
        return ParleyWire.request(
                server,
                "/api/rooms/" + seat.id() + "/messages?limit=50&before="
                        + (1 + ThreadLocalRandom.current().nextInt(size)),
                seat);
    }

    /** Copies the room's messages until it has this many; only numbers and nonces differ between the copies. */
    private static void multiply(Database database, String room, int size) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            long seq = number(statement, "select last_seq from room where id = '" + room + "'");
            long revision = number(statement, "select revision from room where id = '" + room + "'");
            long first = number(statement, "select min(revision) - 1 from message where room_id = '" + room + "'");
            while (seq < size) {
                long rows = Math.min(seq, size - seq);
                statement.execute(copy(statement, room, seq, revision - first, rows));
                seq += rows;
                revision += revision - first;
                statement.execute("update room set last_seq = " + seq + ", revision = " + revision + " where id = '"
                        + room + "'");
            }
            if (database.embedded()) {
                // The server has set the database to stay open until an explicit shutdown
                statement.execute("shutdown");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String copy(Statement statement, String room, long seq, long revisions, long rows)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (ResultSet none = statement.executeQuery("select * from message where 1 = 0")) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                String column = none.getMetaData().getColumnName(i);
                columns.add(column);
                values.add(
                        switch (column) {
                            case "seq" -> "seq + " + seq;
                            case "revision", "folded_revision", "search_revision" -> column + " + " + revisions;
                            case "nonce" -> "'g' || (seq + " + seq + ")";
                            default -> column;
                        });
            }
        }
        return "insert into message (" + String.join(", ", columns) + ") select " + String.join(", ", values)
                + " from message where room_id = '" + room + "' and seq <= " + rows;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
