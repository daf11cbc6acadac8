package chat.parley.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client's place in a room.
 *
 * @param room the room's index in this load
 * @param id the server's id of the room
 * @param path the path of the handshake
 * @param headers additional headers, each line with its line break
 * @param opening the frame that opens the room; null if the handshake suffices
 * @param post the template of posts
 */
record Seat(
        int room,
        String id,
        String path,
        String headers,
        @Nullable String opening,
        PostForm post) {

    /** The sample key of RFC 6455; servers accept any key. */
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    byte[] handshake(Server server) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + server.host() + ":" + server.port()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: " + KEY + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The same place for a client that reconnects and holds this revision. */
    Seat resuming(long revision) {
        String again = opening == null ? null : opening.replace("}", ",\"after\":" + revision + "}");
        return new Seat(room, id, path, headers, again, post);
    }
}
