package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.http.Utf8;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * What a client sent, taken out of the transport's buffer.
 *
 * @param refusal why it is no frame, whatever the protocol; null if it may be one
 */
@SuppressWarnings("ArrayRecordComponent")
record Heard(byte[] bytes, @Nullable Refusal refusal) {

    /** A message's longest text, with room for escapes and names. Sockets survive longer frames, up to the transport's bound. */
    static final int MAX_BYTES = 64 * 1024;

    static Heard of(WebSocketMessage message) {
        DataBuffer payload = message.getPayload();
        if (message.getType() != WebSocketMessage.Type.TEXT) {
            return new Heard(new byte[0], Refusal.of(Code.MALFORMED, "Frames are text."));
        }
        if (payload.readableByteCount() > MAX_BYTES) {
            return new Heard(
                    new byte[0], Refusal.of(Code.FRAME_TOO_LONG, "A frame has at most " + MAX_BYTES + " bytes."));
        }
        byte[] bytes = new byte[payload.readableByteCount()];
        payload.read(bytes);
        return Utf8.isWellFormed(bytes)
                ? new Heard(bytes, null)
                : new Heard(new byte[0], Refusal.of(Code.MALFORMED, "Frames are UTF-8."));
    }

    /** The same, refused for a reason of ours. */
    Heard refused(Refusal reason) {
        return new Heard(bytes, refusal == null ? reason : refusal);
    }

    /** @throws Refusal if it is no frame, whatever the protocol */
    byte[] frame() {
        if (refusal != null) {
            throw refusal;
        }
        return bytes;
    }
}
