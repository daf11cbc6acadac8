package chat.parley.node;

import chat.parley.channel.ChannelLayer;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The channel layer as everybody uses it: the names of channels carry the installation's fingerprint. Rooms of different
 * installations have like names and numbers, so one that is pointed at another's Redis by mistake must not hear it.
 */
final class InstallationChannels implements ChannelLayer {

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final ChannelLayer layer;
    private final Installation installation;

    InstallationChannels(ChannelLayer layer, Installation installation) {
        this.layer = layer;
        this.installation = installation;
    }

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return installation.fingerprint().flatMap(ours -> layer.publish(name(ours, channel), message));
    }

    /** Waits for the database, where the fingerprint is, for as long as somebody waits for the subscription. */
    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener) {
        return installation
                .fingerprint()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY).maxBackoff(LONGEST_RETRY))
                .flatMap(ours -> layer.subscribe(name(ours, channel), listener));
    }

    @Override
    public Flux<State> states() {
        return layer.states();
    }

    @Override
    public String trouble() {
        return layer.trouble();
    }

    private static String name(String fingerprint, String channel) {
        return fingerprint + ":" + channel;
    }
}
