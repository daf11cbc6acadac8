package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
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
    private static final int LONGEST = 64 * 1024;

    static Heard of(WebSocketMessage message) {
        DataBuffer payload = message.getPayload();
        if (message.getType() != WebSocketMessage.Type.TEXT) {
            return new Heard(new byte[0], Refusal.of(Code.MALFORMED, "Frames are text."));
        }
        if (payload.readableByteCount() > LONGEST) {
            return new Heard(
                    new byte[0], Refusal.of(Code.FRAME_TOO_LONG, "A frame has at most " + LONGEST + " bytes."));
        }
        byte[] bytes = new byte[payload.readableByteCount()];
        payload.read(bytes);
        return new Heard(bytes, null);
    }

    /** @throws Refusal if it is no frame, whatever the protocol */
    byte[] frame() {
        if (refusal != null) {
            throw refusal;
        }
        return bytes;
    }
}
