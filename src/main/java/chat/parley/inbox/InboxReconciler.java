package chat.parley.inbox;

import chat.parley.channel.ChannelLayer;
import chat.parley.database.Epoch;
import chat.parley.hub.Ticks;
import chat.parley.node.BackgroundTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Keeps inboxes up to date: receives membership notifications, compares some accounts with the database at each tick,
 * and compares all of them after the channel layer has recovered.
 */
@Configuration(proxyBeanMethods = false)
class InboxReconciler {

    @Bean
    BackgroundTask inboxTask(
            MembershipBroadcast broadcast, InboxService inboxes, Ticks ticks, ChannelLayer channels, Epoch epoch) {
        return new BackgroundTask(() -> Disposables.composite(
                broadcast.listen(),
                epoch.onChange(inboxes::startOver),
                ticks.schedule("compare what is unread with the database", inboxes::sweep),
                afterOutages(inboxes, channels)));
    }

    private static Disposable afterOutages(InboxService inboxes, ChannelLayer channels) {
        return channels.states()
                .distinctUntilChanged()
                .skip(1)
                .filter(state -> state == ChannelLayer.State.UP)
                .onBackpressureLatest()
                .concatMap(up -> inboxes.sweepAll().onErrorComplete(), 1)
                .subscribe();
    }
}
