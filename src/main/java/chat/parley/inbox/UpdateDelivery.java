package chat.parley.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Collects updates for connections and delivers them in one task per event loop. */
final class UpdateDelivery {

    private final Map<Executor, List<Runnable>> tasks = new HashMap<>();

    void add(Inbox inbox, String room, UnreadUpdate news) {
        for (InboxSubscription watch : inbox.watches()) {
            tasks.computeIfAbsent(watch.watcher().loop(), loop -> new ArrayList<>())
                    .add(() -> watch.tell(room, news));
        }
    }

    void send() {
        tasks.forEach((loop, some) -> loop.execute(() -> some.forEach(Runnable::run)));
        tasks.clear();
    }
}
