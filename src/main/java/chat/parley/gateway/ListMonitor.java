package chat.parley.gateway;

import chat.parley.channel.ChannelLayer;
import chat.parley.file.EmojiService;
import chat.parley.group.GroupService;
import chat.parley.node.BackgroundTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Notifies all clients when a list of this installation, the custom emoji or the groups, has changed on any node. The
 * notification is only a hint: clients also read the lists when they connect.
 */
@Configuration(proxyBeanMethods = false)
class ListMonitor {

    private static final Logger log = LoggerFactory.getLogger(ListMonitor.class);

    private final ChannelLayer channels;
    private final Connections connections;
    private final FrameCodec frames;

    ListMonitor(ChannelLayer channels, Connections connections, FrameCodec frames) {
        this.channels = channels;
        this.connections = connections;
        this.frames = frames;
    }

    @Bean
    BackgroundTask watchingLists() {
        return new BackgroundTask(this::begin);
    }

    private Disposable begin() {
        Disposable.Composite all = Disposables.composite();
        watch(all, EmojiService.CHANNEL, new ServerFrame.EmojiChanged());
        watch(all, GroupService.CHANNEL, new ServerFrame.GroupsChanged());
        return all;
    }

    private void watch(Disposable.Composite all, String channel, ServerFrame notification) {
        byte[] frame = frames.encode(notification);
        all.add(channels.subscribe(channel, message -> notifyClients(frame))
                .subscribe(all::add, error -> log.error("Cannot subscribe to {}", channel, error)));
    }

    /** Does not wait for the clients. */
    private void notifyClients(byte[] frame) {
        connections.all().stream()
                .filter(Connection::usesParley)
                .forEach(
                        connection -> connection.answer(frame).onErrorComplete().subscribe());
    }
}
