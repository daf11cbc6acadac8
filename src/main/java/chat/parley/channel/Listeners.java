package chat.parley.channel;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of this node by channel. Thread-safe; lists are copied on write. */
public final class Listeners {

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final ConcurrentMap<String, List<Listener>> byChannel = new ConcurrentHashMap<>();

    /** One subscription. Listeners are compared by identity, even if they share a receiver. */
    public static final class Listener {

        private final Consumer<byte[]> receiver;

        public Listener(Consumer<byte[]> receiver) {
            this.receiver = receiver;
        }
    }

    /** Returns whether this is the channel's first listener. */
    public boolean add(String channel, Listener listener) {
        List<Listener> all = byChannel.merge(channel, List.of(listener), Listeners::concat);
        return all.size() == 1;
    }

    /** Returns whether this was the channel's last listener. */
    public boolean remove(String channel, Listener listener) {
        return byChannel.computeIfPresent(channel, (name, all) -> without(all, listener)) == null;
    }

    public boolean has(String channel) {
        return byChannel.containsKey(channel);
    }

    public Set<String> channels() {
        return Set.copyOf(byChannel.keySet());
    }

    public void deliver(String channel, byte[] message) {
        for (Listener listener : byChannel.getOrDefault(channel, List.of())) {
            try {
                listener.receiver.accept(message);
            } catch (Throwable e) { // An error in one listener must not end the delivery to all
                log.error(
                        "A listener of channel {} threw an exception; other listeners still receive the message",
                        channel,
                        e);
            }
        }
    }

    private static List<Listener> concat(List<Listener> first, List<Listener> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static @Nullable List<Listener> without(List<Listener> all, Listener removed) {
        List<Listener> remaining =
                all.stream().filter(listener -> listener != removed).toList();
        return remaining.isEmpty() ? null : remaining;
    }
}
