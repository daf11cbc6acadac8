package chat.parley.node;

import chat.parley.channel.ChannelLayer;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Prefixes the names of channels with the installation's fingerprint. Rooms of different installations may have the
 * same names and numbers, so an installation that is connected to another one's Redis by mistake must not receive its
 * messages.
 */
final class InstallationChannels implements ChannelLayer {

    private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(200);
    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(5);

    private final ChannelLayer layer;
    private final Installation installation;

    InstallationChannels(ChannelLayer layer, Installation installation) {
        this.layer = layer;
        this.installation = installation;
    }

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return installation.fingerprint().flatMap(fingerprint -> layer.publish(name(fingerprint, channel), message));
    }

    /** Reads the fingerprint first: retries while the database is unavailable, until the subscription is cancelled. */
    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> listener) {
        return installation
                .fingerprint()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, MIN_RETRY_DELAY).maxBackoff(MAX_RETRY_DELAY))
                .flatMap(fingerprint -> layer.subscribe(name(fingerprint, channel), listener));
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
