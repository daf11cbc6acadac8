package chat.parley.transport;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.http.Utf8;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.WebSocketMessage;

/**
 * A message from a client, copied out of the transport's buffer.
 *
 * @param refusal why the message is not a frame of any protocol; null if it may be one
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboundFrame(byte[] bytes, @Nullable Refusal refusal) {

    /**
     * Fits the longest message text with escapes and names. Longer frames are refused, but the socket survives up to
     * the transport's limit.
     */
    static final int MAX_BYTES = 64 * 1024;

    public static InboundFrame of(WebSocketMessage message) {
        DataBuffer payload = message.getPayload();
        if (message.getType() != WebSocketMessage.Type.TEXT) {
            return new InboundFrame(new byte[0], Refusal.of(Code.MALFORMED, "Frames must be text frames."));
        }
        if (payload.readableByteCount() > MAX_BYTES) {
            return new InboundFrame(
                    new byte[0], Refusal.of(Code.FRAME_TOO_LONG, "A frame can have at most " + MAX_BYTES + " bytes."));
        }
        byte[] bytes = new byte[payload.readableByteCount()];
        payload.read(bytes);
        return Utf8.isWellFormed(bytes)
                ? new InboundFrame(bytes, null)
                : new InboundFrame(new byte[0], Refusal.of(Code.MALFORMED, "Frames must be valid UTF-8."));
    }

    /** Returns the frame with an additional reason for refusal; an existing one takes precedence. */
    public InboundFrame refused(Refusal reason) {
        return new InboundFrame(bytes, refusal == null ? reason : refusal);
    }

    /** @throws Refusal if the message is not a frame of any protocol */
    public byte[] frame() {
        if (refusal != null) {
            throw refusal;
        }
        return bytes;
    }
}
