package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

class DirectWireTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    private final DirectWire wire = new DirectWire(channel, new Outlet(Outlet.Loop.of(channel.eventLoop())));

    @Test
    void whoWaitsForAWireLearnsThatTheSocketIsGone() {
        StepVerifier.create(wire.open(() -> {}))
                .then(() -> assertThat(wire.ready()).isTrue())
                .then(channel::close)
                .expectError(AbortedException.class)
                .verify(LIMIT);
        assertThat(wire.ready()).isFalse();
    }

    @Test
    void whoComesTooLateLearnsItAtOnce() {
        channel.close();

        StepVerifier.create(wire.open(() -> {}))
                .expectError(AbortedException.class)
                .verify(LIMIT);
    }

    @Test
    void whatIsFinishedEndsWell() {
        StepVerifier.create(wire.open(() -> {}))
                .then(wire::finish)
                .then(channel::close)
                .expectComplete()
                .verify(LIMIT);
    }
}
