package chat.parley.gateway;

import chat.parley.channel.ChannelLayer;
import chat.parley.file.EmojiService;
import chat.parley.node.BackgroundTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Notifies all clients when the custom emoji have changed on any node. The notification is only a hint: clients also
 * read the list when they connect and when they see an unknown name.
 */
@Configuration(proxyBeanMethods = false)
class EmojiMonitor {

    private static final Logger log = LoggerFactory.getLogger(EmojiMonitor.class);

    private final ChannelLayer channels;
    private final Connections connections;
    private final byte[] frame;

    EmojiMonitor(ChannelLayer channels, Connections connections, FrameCodec frames) {
        this.channels = channels;
        this.connections = connections;
        this.frame = frames.encode(new ServerFrame.EmojiChanged());
    }

    @Bean
    BackgroundTask watchingEmoji() {
        return new BackgroundTask(this::begin);
    }

    private Disposable begin() {
        Disposable.Composite all = Disposables.composite();
        all.add(channels.subscribe(EmojiService.CHANNEL, message -> notifyClients())
                .subscribe(all::add, error -> log.error("Cannot subscribe to changes of the emoji", error)));
        return all;
    }

    /** Does not wait for the clients. */
    private void notifyClients() {
        connections.all().stream()
                .filter(Connection::usesParley)
                .forEach(
                        connection -> connection.answer(frame).onErrorComplete().subscribe());
    }
}
