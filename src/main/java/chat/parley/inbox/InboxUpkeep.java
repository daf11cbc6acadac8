package chat.parley.inbox;

import chat.parley.channel.ChannelLayer;
import chat.parley.database.Epoch;
import chat.parley.hub.Ticks;
import chat.parley.node.Background;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Hears of memberships, compares some accounts with the database at each tick, and all of them when the channel layer
 * comes back.
 */
@Configuration(proxyBeanMethods = false)
class InboxUpkeep {

    @Bean
    Background keepingInboxes(MembershipBell bell, Watching watching, Ticks ticks, ChannelLayer channels, Epoch epoch) {
        return new Background(() -> Disposables.composite(
                bell.listen(),
                epoch.onChange(watching::startOver),
                ticks.each("compare what is unread with the database", watching::sweep),
                afterOutages(watching, channels)));
    }

    private static Disposable afterOutages(Watching watching, ChannelLayer channels) {
        return channels.states()
                .distinctUntilChanged()
                .skip(1)
                .filter(state -> state == ChannelLayer.State.UP)
                .onBackpressureLatest()
                .concatMap(back -> watching.sweepAll().onErrorComplete(), 1)
                .subscribe();
    }
}
