package chat.parley.support;

import java.net.http.HttpResponse;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;

/** An HTTP response with assertions. */
public record Answer(HttpResponse<String> response) {

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return response.body();
    }

    /** The first value of a header; empty if it is absent. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return Json.read(text());
    }

    /** The stable code of a problem document. */
    public String code() {
        return json().path("code").asString();
    }

    /** Fails with the whole response unless it has this status. */
    public Answer expect(int status) {
        Assertions.assertThat(status()).as("%s: %s", response.request(), text()).isEqualTo(status);
        return this;
    }
}
