package chat.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class InMemoryChannelLayerTest extends ChannelLayerContract {

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();

    @AfterEach
    void close() {
        layer.close();
    }

    @Override
    protected ChannelLayer one() {
        return layer;
    }

    /** Both nodes share one layer. */
    @Override
    protected ChannelLayer other() {
        return layer;
    }

    @Test
    void fullQueueRefusesMessages() {
        AtomicBoolean stuck = new AtomicBoolean(true);
        subscribe(layer, "room-a", message -> {
            while (stuck.get()) {
                continue;
            }
        });

        assertThatThrownBy(() -> Flux.range(0, 100_000)
                        .concatMap(number -> layer.publish("room-a", bytes("x")))
                        .blockLast(LIMIT))
                .isInstanceOf(ChannelUnavailable.class);

        stuck.set(false);
        Received received = listen(layer, "room-b");
        eventually().ignoreExceptions().until(() -> {
            publish(layer, "room-b", "hello");
            return !received.messages.isEmpty();
        });
        assertThat(received.texts()).contains("hello");
    }
}
