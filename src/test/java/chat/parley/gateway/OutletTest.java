package chat.parley.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.hub.Batch;
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

class OutletTest {

    private final Steps loop = new Steps();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 200_000})
    void whatItFramesAnybodyCanRead(int length) {
        Batch batch = new Batch(List.of("x".repeat(length).getBytes(UTF_8), "next".getBytes(UTF_8)));
        assertThat(texts(Outlet.frame(UnpooledByteBufAllocator.DEFAULT, batch)))
                .containsExactly("x".repeat(length), "next");
    }

    @Test
    void allSocketsShareOneBufferAndEachIsFlushedOnceForAllThatWasWritten() {
        Wired first = new Wired();
        Wired second = new Wired();
        Outlet outlet = new Outlet(loop);
        Batch one = Batch.of("one".getBytes(UTF_8));
        for (Wired wired : List.of(first, second)) {
            outlet.write(wired.context(), one);
            outlet.write(wired.context(), Batch.of("two".getBytes(UTF_8)));
            assertThat(wired.channel.<ByteBuf>readOutbound()).isNull();
        }
        loop.run(0);

        ByteBuf toFirst = first.channel.readOutbound();
        ByteBuf toSecond = second.channel.readOutbound();
        ByteBuf shared = toFirst.unwrap();
        assertThat(toSecond.unwrap()).isSameAs(shared);
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
    void whoHasServedManySocketsRestsBeforeTheNextTurnAndThenServesAllThatCame() {
        Outlet outlet = new Outlet(loop);
        List<Wired> many = Stream.generate(Wired::new).limit(100).toList();
        outlet.execute(() -> many.forEach(wired -> outlet.write(wired.context(), Batch.of("first".getBytes(UTF_8)))));
        loop.run(0);
        assertThat(many)
                .allSatisfy(
                        wired -> assertThat(texts(wired.channel.readOutbound())).containsExactly("first"));

        for (String text : List.of("second", "third")) {
            outlet.execute(() -> outlet.write(many.get(0).context(), Batch.of(text.getBytes(UTF_8))));
        }
        loop.run(7_900_000);
        assertThat(many.get(0).channel.<ByteBuf>readOutbound()).isNull();
        loop.run(100_000);
        assertThat(texts(many.get(0).channel.readOutbound())).containsExactly("second");
        assertThat(texts(many.get(0).channel.readOutbound())).containsExactly("third");
        many.forEach(wired -> wired.channel.finishAndReleaseAll());
    }

    @Test
    void aTaskThatFailsKeepsNoOtherFromItsTurn() {
        Outlet outlet = new Outlet(loop);
        Wired wired = new Wired();
        outlet.execute(() -> {
            throw new AssertionError("a defect");
        });
        outlet.execute(() -> outlet.write(wired.context(), Batch.of("said".getBytes(UTF_8))));
        loop.run(0);
        assertThat(texts(wired.channel.readOutbound())).containsExactly("said");
        wired.channel.finishAndReleaseAll();
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

    /** A channel with a place to write from. */
    private static final class Wired {
        private final ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
        private final EmbeddedChannel channel = new EmbeddedChannel(handler);

        ChannelHandlerContext context() {
            return channel.pipeline().context(handler);
        }
    }

    /** A loop that stands still until it is told to run. */
    private static final class Steps implements Outlet.Loop {
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
