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
 * The channel layer of a single node: messages stay within this process. Always {@link ChannelLayer.State#UP}.
 *
 * <p>Messages are delivered from one bounded queue by one dedicated thread. Publishing fails when the queue is full.
 */
public final class InMemoryChannelLayer implements ChannelLayer, AutoCloseable {

    /** Far more than a node commits while a listener runs; reached only if a listener blocks. */
    private static final int CAPACITY = 65_536;

    private final Listeners listeners = new Listeners();
    private final Scheduler scheduler = Schedulers.newSingle("channel", true);
    private final Mailbox<Message> mailbox = new Mailbox<>(CAPACITY, scheduler, this::deliver, () -> {});

    private record Message(String channel, byte[] message) {}

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return Mono.fromRunnable(() -> enqueue(new Message(channel, message)));
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

    /** Stops delivery and drops pending messages. */
    @Override
    public void close() {
        scheduler.dispose();
    }

    private void enqueue(Message message) {
        if (listeners.has(message.channel()) && !mailbox.offer(message)) {
            throw new ChannelUnavailable("The in-memory channel layer is full");
        }
    }

    private void deliver(Message message) {
        listeners.deliver(message.channel(), message.message());
    }
}
