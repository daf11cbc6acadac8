package chat.parley.file;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;

/**
 * The body of a request that carries bytes.
 *
 * @param length as declared by the request; the connection fails if there are more or fewer bytes
 */
public record RawBody(long length, Flux<byte[]> bytes) {

    /** Refuses requests without a length with {@code length_required}. */
    public static RawBody of(ServerRequest request) {
        long length = request.headers()
                .contentLength()
                .orElseThrow(() -> Refusal.of(Code.LENGTH_REQUIRED, "Send the length of the file."));
        return new RawBody(length, request.body(BodyExtractors.toDataBuffers()).map(RawBody::copied));
    }

    private static byte[] copied(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
