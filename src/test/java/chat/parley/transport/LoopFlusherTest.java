package chat.parley.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopFlusherTest {

    private final Steps loop = new Steps();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void framesAreDecodable(int length) {
        FrameBatch batch = new FrameBatch(List.of("x".repeat(length).getBytes(UTF_8), "next".getBytes(UTF_8)));
        assertThat(texts(LoopFlusher.frame(UnpooledByteBufAllocator.DEFAULT, batch)))
                .containsExactly("x".repeat(length), "next");
    }

    @Test
    void socketsShareOneBufferAndAreFlushedOncePerTurn() {
        Wired first = new Wired();
        Wired second = new Wired();
        LoopFlusher flusher = new LoopFlusher(loop);
        FrameBatch one = FrameBatch.of("one".getBytes(UTF_8));
        for (Wired wired : List.of(first, second)) {
            flusher.write(wired.context(), one);
            flusher.write(wired.context(), FrameBatch.of("two".getBytes(UTF_8)));
            assertThat(wired.channel.<ByteBuf>readOutbound()).isNull();
        }
        loop.run(0);

        ByteBuf toFirst = first.channel.readOutbound();
        ByteBuf toSecond = second.channel.readOutbound();
        ByteBuf shared = root(toFirst);
        assertThat(root(toSecond)).isSameAs(shared);
        assertThat(shared.refCnt()).isEqualTo(2);
        toFirst.release();
        assertThat(texts(toSecond)).containsExactly("one");
        assertThat(shared.refCnt()).isZero();
        for (Wired wired : List.of(first, second)) {
            assertThat(texts(wired.channel.readOutbound())).containsExactly("two");
            wired.channel.finishAndReleaseAll();
        }
    }

    @Test
    void turnWithManySocketsDelaysNextOneWhichServesAllWaiting() {
        LoopFlusher flusher = new LoopFlusher(loop);
        List<Wired> many = Stream.generate(Wired::new).limit(100).toList();
        flusher.execute(() ->
                many.forEach(wired -> flusher.write(wired.context(), FrameBatch.of("first".getBytes(UTF_8)))));
        loop.run(0);
        assertThat(many)
                .allSatisfy(
                        wired -> assertThat(texts(wired.channel.readOutbound())).containsExactly("first"));

        for (String text : List.of("second", "third")) {
            flusher.execute(() -> flusher.write(many.get(0).context(), FrameBatch.of(text.getBytes(UTF_8))));
        }
        loop.run(7_900_000);
        assertThat(many.get(0).channel.<ByteBuf>readOutbound()).isNull();
        loop.run(100_000);
        assertThat(texts(many.get(0).channel.readOutbound())).containsExactly("second");
        assertThat(texts(many.get(0).channel.readOutbound())).containsExactly("third");
        many.forEach(wired -> wired.channel.finishAndReleaseAll());
    }

    @Test
    void failedTaskDoesNotAffectOthers() {
        LoopFlusher flusher = new LoopFlusher(loop);
        Wired wired = new Wired();
        flusher.execute(() -> {
            throw new AssertionError("a defect");
        });
        flusher.execute(() -> flusher.write(wired.context(), FrameBatch.of("said".getBytes(UTF_8))));
        loop.run(0);
        assertThat(texts(wired.channel.readOutbound())).containsExactly("said");
        wired.channel.finishAndReleaseAll();
    }

    /** A buffer that is sampled by the leak detector has one more wrapper. */
    private static ByteBuf root(ByteBuf bytes) {
        return bytes.unwrap() == null ? bytes : root(bytes.unwrap());
    }

    private static List<String> texts(ByteBuf bytes) {
        EmbeddedChannel reader = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(1 << 20)
                .build()));
        reader.writeInbound(bytes);
        List<String> texts = new ArrayList<>();
        for (TextWebSocketFrame frame = reader.readInbound(); frame != null; frame = reader.readInbound()) {
            texts.add(frame.text());
            frame.release();
        }
        reader.finishAndReleaseAll();
        return texts;
    }

    /** A channel with a context to write from. */
    private static final class Wired {
        private final ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
        private final EmbeddedChannel channel = new EmbeddedChannel(handler);

        ChannelHandlerContext context() {
            return channel.pipeline().context(handler);
        }
    }

    /** A loop that only runs when the test advances it. */
    private static final class Steps implements LoopFlusher.Loop {
        private final PriorityQueue<Due> tasks = new PriorityQueue<>(Comparator.comparingLong(Due::at));
        private long now;

        void run(long nanos) {
            now += nanos;
            while (!tasks.isEmpty() && tasks.peek().at() <= now) {
                tasks.remove().task().run();
            }
        }

        @Override
        public void execute(Runnable task, long after) {
            tasks.add(new Due(now + after, task));
        }

        @Override
        public long now() {
            return now;
        }

        private record Due(long at, Runnable task) {}
    }
}
