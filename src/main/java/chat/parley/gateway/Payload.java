package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.WebSocketMessage;

/** The bytes of what a client sent. */
final class Payload {

    private Payload() {}

    /** @throws Refusal for a binary message, or one that is too long */
    static byte[] text(WebSocketMessage message, int longest) {
        if (message.getType() != WebSocketMessage.Type.TEXT) {
            throw Refusal.of(Code.MALFORMED, "Frames are text.");
        }
        DataBuffer payload = message.getPayload();
        if (payload.readableByteCount() > longest) {
            throw Refusal.of(Code.FRAME_TOO_LONG, "A frame has at most " + longest + " bytes.");
        }
        byte[] bytes = new byte[payload.readableByteCount()];
        payload.read(bytes);
        return bytes;
    }
}
