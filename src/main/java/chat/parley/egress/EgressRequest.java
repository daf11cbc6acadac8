package chat.parley.egress;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to an address that somebody has entered. Only GET follows redirects, without the headers when another
 * server is called; the answer to a POST is returned as it is.
 *
 * @param body the body of a POST; empty for GET
 * @param maxBody the bytes of the response that are read, compressed and inflated
 * @param httpsOnly whether {@code http} URLs are refused
 */
public record EgressRequest(
        Method method, String url, Map<String, String> headers, byte[] body, int maxBody, boolean httpsOnly) {

    /** Enough for the error message of a webhook. */
    private static final int SHORT_ANSWER = 4096;

    public EgressRequest {
        headers = Map.copyOf(headers);
    }

    /** The methods that are needed. */
    public enum Method {
        GET,
        POST
    }

    public static EgressRequest get(String url, int maxBody) {
        return new EgressRequest(Method.GET, url, Map.of(), new byte[0], maxBody, false);
    }

    /** Posts bytes, and reads the first 4 KiB of the response. */
    public static EgressRequest post(String url, byte[] body) {
        return new EgressRequest(Method.POST, url, Map.of(), body, SHORT_ANSWER, false);
    }

    public EgressRequest header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new EgressRequest(method, url, more, body, maxBody, httpsOnly);
    }

    /** Reads another length of the response. */
    public EgressRequest readingUpTo(int bytes) {
        return new EgressRequest(method, url, headers, body, bytes, httpsOnly);
    }

    public EgressRequest overHttpsOnly() {
        return new EgressRequest(method, url, headers, body, maxBody, true);
    }

    /** Omits everything that may be a secret. */
    @Override
    public String toString() {
        return "EgressRequest[" + method + ", " + body.length + " bytes]";
    }
}
