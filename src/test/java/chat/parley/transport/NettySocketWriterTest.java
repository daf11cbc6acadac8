package chat.parley.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

class NettySocketWriterTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    private final NettySocketWriter writer =
            new NettySocketWriter(channel, new LoopFlusher(LoopFlusher.Loop.of(channel.eventLoop())));

    @Test
    void lostSocketFailsOpenWriter() {
        StepVerifier.create(writer.open(() -> {}))
                .then(() -> assertThat(writer.ready()).isTrue())
                .then(channel::close)
                .expectError(AbortedException.class)
                .verify(LIMIT);
        assertThat(writer.ready()).isFalse();
    }

    @Test
    void openingWriterOnClosedSocketFailsImmediately() {
        channel.close();

        StepVerifier.create(writer.open(() -> {}))
                .expectError(AbortedException.class)
                .verify(LIMIT);
    }

    @Test
    void finishedWriterCompletes() {
        StepVerifier.create(writer.open(() -> {}))
                .then(writer::finish)
                .then(channel::close)
                .expectComplete()
                .verify(LIMIT);
    }
}
