package chat.parley.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import org.springframework.util.MimeTypeUtils;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decodes only JSON that is declared as {@code application/json} and is well-formed UTF-8. Jackson also accepts
 * overlong UTF-8, which gives a text several encodings, and Spring also accepts wildcards, related types and other
 * charsets. Duplicate keys are rejected at any depth, because two parsers could disagree about the meaning of the
 * object.
 */
final class StrictJsonDecoder extends JacksonJsonDecoder {

    StrictJsonDecoder(JsonMapper json) {
        super(json.rebuild()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build());
    }

    @Override
    public boolean canDecode(ResolvableType type, @Nullable MimeType mimeType) {
        return mimeType != null && isJson(mimeType) && super.canDecode(type, mimeType);
    }

    private static boolean isJson(MimeType type) {
        return MimeTypeUtils.APPLICATION_JSON.equalsTypeAndSubtype(type)
                && (type.getParameters().isEmpty()
                        || type.getParameters().size() == 1 && StandardCharsets.UTF_8.equals(type.getCharset()));
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

        /** Runs after Spring Boot's customizer, which sets the default decoder. */
        @Bean
        @Order(1)
        CodecCustomizer strictJsonCodec(JsonMapper json) {
            return codecs -> codecs.defaultCodecs().jacksonJsonDecoder(new StrictJsonDecoder(json));
        }
    }
}
