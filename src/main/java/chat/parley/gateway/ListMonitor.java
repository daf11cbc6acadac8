package chat.parley.gateway;

import chat.parley.channel.ChannelLayer;
import chat.parley.file.EmojiService;
import chat.parley.group.GroupService;
import chat.parley.node.BackgroundTask;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Notifies all clients when a list of this installation, the custom emoji or the groups, has changed on any node. The
 * notification is only a hint: clients also read the lists when they connect. After an outage of the channel layer, all
 * are notified, because a change may have been missed.
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
        byte[] emoji = frames.encode(new ServerFrame.EmojiChanged());
        byte[] groups = frames.encode(new ServerFrame.GroupsChanged());
        Disposable.Composite all = Disposables.composite();
        watch(all, EmojiService.CHANNEL, emoji);
        watch(all, GroupService.CHANNEL, groups);
        all.add(afterOutages(emoji, groups));
        return all;
    }

    private Disposable afterOutages(byte[]... notifications) {
        return channels.states()
                .distinctUntilChanged()
                .skip(1)
                .filter(state -> state == ChannelLayer.State.UP)
                .subscribe(up -> List.of(notifications).forEach(this::notifyClients));
    }

    private void watch(Disposable.Composite all, String channel, byte[] frame) {
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
