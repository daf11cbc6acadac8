package chat.parley.blob;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * A request for one object or for the list of them. It can be sent again.
 *
 * @param id the object; empty for the bucket
 * @param range the value of the header {@code Range}; empty for none
 * @param query the query parameters, not yet encoded
 */
record S3Request(SdkHttpMethod method, String id, String range, Map<String, String> query, Body body) {

    /**
     * Bytes to send.
     *
     * @param stream opens them for the signature, which reads them on the scheduler of files
     * @param pieces opens them for sending
     */
    record Body(long length, Supplier<InputStream> stream, Supplier<Flux<byte[]>> pieces) {

        private static final Body NONE = of(new byte[0]);

        static Body of(byte[] bytes) {
            return new Body(bytes.length, () -> new ByteArrayInputStream(bytes), () -> Flux.just(bytes));
        }
    }

    static S3Request get(String id, long from, long length) {
        String range = "bytes=" + from + "-" + (from + length - 1);
        return new S3Request(SdkHttpMethod.GET, id, range, Map.of(), Body.NONE);
    }

    static S3Request head(String id) {
        return new S3Request(SdkHttpMethod.HEAD, id, "", Map.of(), Body.NONE);
    }

    static S3Request delete(String id) {
        return new S3Request(SdkHttpMethod.DELETE, id, "", Map.of(), Body.NONE);
    }

    static S3Request put(String id, Body body) {
        return new S3Request(SdkHttpMethod.PUT, id, "", Map.of(), body);
    }

    static S3Request list(Map<String, String> query) {
        return new S3Request(SdkHttpMethod.GET, "", "", query, Body.NONE);
    }

    boolean sendsBody() {
        return method == SdkHttpMethod.PUT;
    }
}
