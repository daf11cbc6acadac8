package chat.parley.people;

import chat.parley.channel.ChannelLayer;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Notifies all nodes of accounts whose state has changed. A notification is only a hint; the receiver reads the
 * database.
 */
@Component
class PeopleBroadcast {

    private static final Logger log = LoggerFactory.getLogger(PeopleBroadcast.class);
    private static final String CHANNEL = "people";
    private static final String SEPARATOR = "\n";

    private final ChannelLayer channels;
    private final PeopleFeed feed;

    PeopleBroadcast(ChannelLayer channels, PeopleFeed feed) {
        this.channels = channels;
        this.feed = feed;
    }

    /** Notifies all nodes, including this one. */
    Mono<Void> changed(Iterable<String> usernames) {
        byte[] message = String.join(SEPARATOR, usernames).getBytes(StandardCharsets.UTF_8);
        return Mono.fromRunnable(() -> usernames.forEach(feed::recheck))
                .then(channels.publish(CHANNEL, message))
                .onErrorComplete();
    }

    /** Subscribes to the notifications of all nodes, including this one. */
    Disposable listen() {
        Disposable.Composite subscriptions = Disposables.composite();
        subscriptions.add(channels.subscribe(CHANNEL, this::receive)
                .subscribe(subscriptions::add, failure -> log.error("Cannot subscribe to what people show", failure)));
        return subscriptions;
    }

    private void receive(byte[] message) {
        for (String username : new String(message, StandardCharsets.UTF_8).split(SEPARATOR)) {
            feed.recheck(username);
        }
    }
}
