package chat.parley.channel;

import chat.parley.channel.Listeners.Listener;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The channel layer of a single node: messages go round inside this process and reach no other. Always
 * {@link ChannelLayer.State#UP}.
 *
 * <p>Messages wait in one bounded queue for one thread of its own. When the queue is full, publishing fails.
 */
public final class InMemoryChannelLayer implements ChannelLayer, AutoCloseable {

    /** Far more than a node commits while a listener runs; reached only by a listener that blocks. */
    private static final int CAPACITY = 65_536;

    private final Listeners listeners = new Listeners();
    private final Scheduler scheduler = Schedulers.newSingle("channel", true);
    private final Mailbox<Waiting> mailbox = new Mailbox<>(CAPACITY, scheduler, this::deliver, () -> {});

    private record Waiting(String channel, byte[] message) {}

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return Mono.fromRunnable(() -> enqueue(new Waiting(channel, message)));
    }

    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener) {
        return Mono.fromSupplier(() -> {
            Listener registered = new Listener(listener);
            listeners.add(channel, registered);
            return Disposables.composite(() -> listeners.remove(channel, registered));
        });
    }

    @Override
    public Flux<State> states() {
        return Flux.<State>never().startWith(State.UP);
    }

    /** Ends delivery. What still waits is dropped. */
    @Override
    public void close() {
        scheduler.dispose();
    }

    private void enqueue(Waiting message) {
        if (listeners.has(message.channel()) && !mailbox.offer(message)) {
            throw new ChannelUnavailable("The in-memory channel layer is full");
        }
    }

    private void deliver(Waiting message) {
        listeners.deliver(message.channel(), message.message());
    }
}
