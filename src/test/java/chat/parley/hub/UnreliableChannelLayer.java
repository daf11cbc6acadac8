package chat.parley.hub;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.InMemoryChannelLayer;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A channel layer that drops, duplicates, delays and thereby reorders messages, depending on a seed. */
final class UnreliableChannelLayer implements ChannelLayer {

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private final Random random;

    UnreliableChannelLayer(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized Mono<Void> publish(String channel, byte[] message) {
        return switch (random.nextInt(10)) {
            case 0, 1 -> Mono.empty();
            case 2, 3 -> later(channel, message);
            case 4 -> layer.publish(channel, message).then(later(channel, message));
            default -> layer.publish(channel, message);
        };
    }

    private Mono<Void> later(String channel, byte[] message) {
        return Mono.fromRunnable(() -> Mono.delay(Duration.ofMillis(1 + random.nextInt(300)))
                .then(layer.publish(channel, message))
                .subscribe());
    }

    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener) {
        return layer.subscribe(channel, listener);
    }

    @Override
    public Flux<State> states() {
        return layer.states();
    }
}
