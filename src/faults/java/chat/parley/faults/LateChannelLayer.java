package chat.parley.faults;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.InMemoryChannelLayer;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A channel layer that delivers in order and completely, but with a delay, like an overloaded Redis. */
final class LateChannelLayer implements ChannelLayer {

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private final Duration delay;

    LateChannelLayer(Duration delay) {
        this.delay = delay;
    }

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return Mono.fromRunnable(() -> Mono.delay(delay)
                .then(Mono.defer(() -> layer.publish(channel, message)))
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
