package chat.parley.people;

import chat.parley.hub.Ticks;
import chat.parley.node.BackgroundTask;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Keeps statuses and presence up to date: reads followed accounts after notifications and at each tick, and compares
 * the presence that this node has stored with its connections at each tick.
 */
@Configuration(proxyBeanMethods = false)
class PeopleReconciler {

    @Bean
    BackgroundTask peopleTask(PeopleBroadcast people, PeopleFeed feed, AccountPresence presence, Ticks ticks) {
        return new BackgroundTask(() -> Disposables.composite(
                people.listen(),
                ticks.schedule("compare who is online with the connections", presence::reconcile),
                ticks.schedule("look what people show", () -> Mono.fromRunnable(feed::recheckAll))));
    }
}
