package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTurnsTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String UPLOAD = "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";

    /** More than the decoder accepts without a response. */
    private static final int TOO_MANY = 300;

    private final Reads reads = new Reads();
    private final RequestTurns turns = new RequestTurns(new StalledResponses(0), false, () -> false);
    private final EmbeddedChannel channel = new EmbeddedChannel(reads, turns.reads(), new HttpServerCodec(), turns);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void nothingIsReadWhileARequestIsAnswered() {
        receive(GET);
        int before = reads.count;

        channel.read();
        receive(GET);

        assertThat(reads.count).as("reads during the first response").isEqualTo(before);
        answer();
        assertThat(requests()).isEqualTo(2);
        answer();
        assertThat(reads.count).isGreaterThan(before);
    }

    @Test
    void bodyIsReadWhileItsRequestIsAnswered() {
        receive(UPLOAD + "1");
        int before = reads.count;

        channel.read();
        assertThat(reads.count).isEqualTo(before + 1);

        receive("234");
        channel.read();
        assertThat(reads.count).as("reads after the whole body").isEqualTo(before + 1);
    }

    @Test
    void tooManyRequestsInOneReadCloseTheConnectionAfterTheFirst() {
        receive(GET.repeat(TOO_MANY));
        assertThat(channel.isOpen()).isTrue();

        answer();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tooManyRequestsDuringAResponseCloseTheConnectionAfterIt() {
        channel.config().setAutoRead(false);
        receive(GET);
        receive(GET.repeat(TOO_MANY));
        int before = reads.count;

        receive("ignored");
        assertThat(channel.isOpen()).isTrue();
        assertThat(reads.count).as("reads of input that is ignored").isEqualTo(before);

        answer();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void nothingIsReadAfterARequestThatCannotBeDecoded() {
        channel.config().setAutoRead(false);
        receive(GET + "nonsense\r\n\r\n");
        answer();
        int before = reads.count;

        receive("ignored");
        assertThat(reads.count).as("reads of input that is ignored").isEqualTo(before);
    }

    private void receive(String bytes) {
        try {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
        } finally {
            channel.runPendingTasks();
        }
    }

    private void answer() {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        channel.writeOutbound(response);
        channel.runPendingTasks();
    }

    private int requests() {
        int count = 0;
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            count += message instanceof HttpRequest ? 1 : 0;
            ReferenceCountUtil.release(message);
        }
        return count;
    }

    private static final class Reads extends ChannelOutboundHandlerAdapter {

        int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }
}
