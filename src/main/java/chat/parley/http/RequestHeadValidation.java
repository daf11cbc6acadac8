package chat.parley.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that RFC 9112, sections 3.2 and 6.1, requires a server to reject and that the decoder accepts. Such
 * requests allow request smuggling through proxies that interpret them differently.
 */
final class RequestHeadValidation {

    private RequestHeadValidation() {}

    /** Marks an invalid request as undecodable: it is answered with 400, and the connection is closed. */
    static void check(HttpRequest request) {
        String fault = fault(request);
        if (fault != null && !request.decoderResult().isFailure()) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
        }
    }

    private static @Nullable String fault(HttpRequest request) {
        HttpHeaders headers = request.headers();
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return "A request has one Host";
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return null;
        }
        if (codings.size() > 1
                || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        codings.get(0).strip())) {
            return "The only transfer coding is chunked";
        }
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH) ? "A chunked request has no Content-Length" : null;
    }
}
