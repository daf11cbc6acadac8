package chat.parley.http;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.util.MimeType;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON from well-formed UTF-8 only: Jackson also takes over-long forms, by which one text has several encodings. */
final class StrictJsonDecoder extends JacksonJsonDecoder {

    StrictJsonDecoder(JsonMapper json) {
        super(json);
    }

    @Override
    public Object decode(
            DataBuffer body, ResolvableType type, @Nullable MimeType mimeType, @Nullable Map<String, Object> hints) {
        byte[] bytes = new byte[body.readableByteCount()];
        body.toByteBuffer(ByteBuffer.wrap(bytes));
        if (!Utf8.isWellFormed(bytes)) {
            DataBufferUtils.release(body);
            throw new DecodingException("The body is not UTF-8");
        }
        return super.decode(body, type, mimeType, hints);
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizer {

        /** After Spring Boot's own, which sets the usual decoder. */
        @Bean
        @Order(1)
        CodecCustomizer strictJsonCodec(JsonMapper json) {
            return codecs -> codecs.defaultCodecs().jacksonJsonDecoder(new StrictJsonDecoder(json));
        }
    }
}
