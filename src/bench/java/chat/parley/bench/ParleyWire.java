package chat.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A Parley server over {@code parley.v1}: each seat is a different account, signed in and a member of its room. */
final class ParleyWire implements Wire {

    private static final int TEXT = 128;

    private final ParleyApi api;

    ParleyWire(ParleyApi api) {
        this.api = api;
    }

    @Override
    public List<Seat> seats(int rooms, int people) {
        List<String> cookies = api.people(rooms * people);
        List<Seat> seats = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            String id = api.makeRoom();
            PostForm form = post(id);
            for (int i = 0; i < people; i++) {
                seats.add(seat(room, id, cookies.get(room * people + i), form));
            }
        }
        return seats;
    }

    /** Creates a public room. */
    String makeRoom() {
        return api.makeRoom();
    }

    /** The HTTP request of a page, with the seat's session. */
    static String request(Server server, String path, Seat seat) {
        String cookie = seat.headers()
                .lines()
                .filter(line -> line.startsWith("Cookie"))
                .findFirst()
                .orElseThrow();
        return "GET " + path + " HTTP/1.1\r\nHost: " + server.host() + ":" + server.port()
                + "\r\nAccept: application/json\r\n" + cookie + "\r\n\r\n";
    }

    private Seat seat(int room, String id, String cookie, PostForm form) {
        return new Seat(
                room,
                id,
                "/ws",
                "Origin: " + api.site() + "\r\nCookie: " + cookie + "\r\nSec-WebSocket-Protocol: parley.v1\r\n",
                "{\"type\":\"open\",\"ref\":\"o\",\"room\":\"" + id + "\"}",
                form);
    }

    private static PostForm post(String id) {
        String nonce = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        return PostForm.of("{\"type\":\"post\",\"ref\":\"" + PostForm.NUMBER + "\",\"room\":\"" + id + "\",\"nonce\":\""
                + nonce + "-" + PostForm.NUMBER + "\",\"text\":\"" + PostForm.text(TEXT) + "\"}");
    }
}
