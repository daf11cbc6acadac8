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
    BackgroundTask keepingInboxes(
            MembershipBroadcast bell, InboxService watching, Ticks ticks, ChannelLayer channels, Epoch epoch) {
        return new BackgroundTask(() -> Disposables.composite(
                bell.listen(),
                epoch.onChange(watching::startOver),
                ticks.each("compare what is unread with the database", watching::sweep),
                afterOutages(watching, channels)));
    }

    private static Disposable afterOutages(InboxService watching, ChannelLayer channels) {
        return channels.states()
                .distinctUntilChanged()
                .skip(1)
                .filter(state -> state == ChannelLayer.State.UP)
                .onBackpressureLatest()
                .concatMap(back -> watching.sweepAll().onErrorComplete(), 1)
                .subscribe();
    }
}
