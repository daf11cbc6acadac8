package chat.parley.inbox;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.InMemoryChannelLayer;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A channel layer that drops all messages on demand, silently or while reporting that it is down. */
public final class DeafChannelLayer implements ChannelLayer {

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private final Sinks.Many<State> states = Sinks.many().replay().latestOrDefault(State.UP);
    private volatile boolean losing;

    public void lose(boolean all) {
        losing = all;
    }

    public void be(State state) {
        lose(state == State.DOWN);
        states.tryEmitNext(state).orThrow();
    }

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return losing ? Mono.empty() : layer.publish(channel, message);
    }

    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener) {
        return layer.subscribe(channel, listener);
    }

    @Override
    public Flux<State> states() {
        return states.asFlux();
    }
}
