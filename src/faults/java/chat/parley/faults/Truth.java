package chat.parley.faults;

import chat.parley.faults.Event.Uploaded;
import chat.parley.faults.Stored.File;
import chat.parley.faults.Stored.Mark;
import chat.parley.faults.Stored.Message;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.net.http.HttpResponse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the stored state by SQL, and what the server shows of it over HTTP and a new socket. */
final class Truth {

    private static final String ROOM = "select revision, last_seq from room where id = ?";

    private static final String MESSAGES =
            "select m.seq, m.revision, a.username, m.nonce, m.text, m.edited_at, m.files from message m"
                    + " join account a on a.id = m.author_id where m.room_id = ? order by m.seq";

    private static final String FILES = "select id, seq from file where room_id = ? and seq is not null";

    private static final String MARKS = "select a.username, m.read_seq from member m"
            + " join account a on a.id = m.account_id where m.room_id = ? and m.left_at is null";

    private static final String BEHIND = "select f.id from follower f join room r on r.id = f.room_id"
            + " where f.room_id = ? and f.revision < r.revision";

    private final PostgresServer.Database database;

    Truth(PostgresServer.Database database) {
        this.database = database;
    }

    Map<String, Long> revisions(List<String> rooms) {
        Map<String, Long> revisions = new HashMap<>();
        rooms.forEach(room -> revisions.put(
                room, rows(ROOM, room, row -> row.getLong("revision")).get(0)));
        return revisions;
    }

    /** Returns how many webhooks of these rooms have not sent everything. */
    int webhooksBehind(List<String> rooms) {
        return rooms.stream()
                .mapToInt(room -> rows(BEHIND, room, row -> row.getLong("id")).size())
                .sum();
    }

    /**
     * @param people the accounts for which the server is read
     * @param histories name the files that were uploaded
     */
    Stored of(String room, List<Person> people, List<History> histories) {
        Map<String, Long> readSeqs = new HashMap<>();
        rows(MARKS, room, row -> readSeqs.put(row.getString("username"), row.getLong("read_seq")));
        List<Mark> marks = people.stream()
                .map(person -> new Mark(
                        person.username(),
                        readSeqs.getOrDefault(person.username(), -1L),
                        person.get("/api/rooms/" + room).json().path("unread").asLong()))
                .toList();
        return new Stored(
                room,
                rows(ROOM, room, row -> row.getLong("last_seq")).get(0),
                rows(ROOM, room, row -> row.getLong("revision")).get(0),
                rows(MESSAGES, room, Truth::message),
                shown(room, people.get(0)),
                marks,
                files(room, people, histories));
    }

    private List<File> files(String room, List<Person> people, List<History> histories) {
        Map<String, Long> bound = new HashMap<>();
        rows(FILES, room, row -> bound.put(row.getString("id"), row.getLong("seq")));
        return histories.stream()
                .flatMap(history -> history.all(Uploaded.class, room).map(upload -> {
                    Person other = people.stream()
                            .filter(person -> !person.username().equals(history.account()))
                            .findFirst()
                            .orElseThrow();
                    return new File(upload.file(), bound.get(upload.file()), read(other, upload.file()));
                }))
                .toList();
    }

    private static @Nullable String read(Person reader, String file) {
        HttpResponse<byte[]> answer = reader.download(reader.request("/api/files/" + file));
        return switch (answer.statusCode()) {
            case 200 -> Upload.hash(answer.body());
            case 404 -> null;
            default -> "answer " + answer.statusCode();
        };
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("seq"),
                row.getLong("revision"),
                row.getString("username"),
                row.getString("nonce"),
                row.getString("text"),
                row.getTimestamp("edited_at") != null,
                files(row.getString("files")));
    }

    private static List<String> files(@Nullable String named) {
        return named == null
                ? List.of()
                : Json.read(named)
                        .valueStream()
                        .map(file -> file.path("id").asString())
                        .toList();
    }

    private static List<Row> shown(String room, Person reader) {
        List<Row> shown = new ArrayList<>();
        try (Connection socket = reader.connect()) {
            JsonNode opened = socket.open(room);
            opened.get("members").forEach(member -> shown.add(Row.member(member)));
            shown.add(Row.room(opened.get("state")));
        }
        long last = 0;
        JsonNode page;
        do {
            JsonNode answer = reader.get("/api/rooms/" + room + "/messages?limit=200&after=" + last)
                    .expect(200)
                    .json();
            answer.path("notices").forEach(notice -> shown.add(Row.notice(notice)));
            page = answer.get("messages");
            page.forEach(message -> shown.add(Row.message(message)));
            last += page.size();
        } while (!page.isEmpty());
        return shown;
    }

    private <T> List<T> rows(String sql, String room, Reader<T> reader) {
        try (java.sql.Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, room);
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Reader<T> {

        T read(ResultSet row) throws SQLException;
    }
}
