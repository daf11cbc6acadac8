package chat.parley.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's place in a room.
 *
 * @param room its index in this load
 * @param id the server's name of the room
 * @param path of the handshake
 * @param headers more of them, each line with its end
 * @param opening what to say before the room is open; null if the handshake is enough
 * @param post how posts look
 */
record Seat(
        int room,
        String id,
        String path,
        String headers,
        @Nullable String opening,
        PostForm post) {

    /** The sample key of RFC 6455: servers do not care. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    byte[] handshake(Server server) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + server.host() + ":" + server.port()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: " + KEY + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The same place, for one who comes back and knows everything up to this revision. */
    Seat resuming(long revision) {
        String again = opening == null ? null : opening.replace("}", ",\"after\":" + revision + "}");
        return new Seat(room, id, path, headers, again, post);
    }
}
