package chat.parley.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Collects updates for connections and delivers them in one task per event loop. */
final class UpdateDelivery {

    private final Map<Executor, List<Runnable>> tasks = new HashMap<>();

    void add(Inbox inbox, String room, UnreadUpdate update) {
        for (InboxSubscription subscription : inbox.subscriptions()) {
            tasks.computeIfAbsent(subscription.subscriber().loop(), loop -> new ArrayList<>())
                    .add(() -> subscription.add(room, update));
        }
    }

    void send() {
        tasks.forEach((loop, updates) -> loop.execute(() -> updates.forEach(Runnable::run)));
        tasks.clear();
    }
}
