package chat.parley.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** News on their way to connections: one task for each event loop, however many connections it has. */
final class Deliveries {

    private final Map<Executor, List<Runnable>> tasks = new HashMap<>();

    void add(Inbox inbox, String room, News news) {
        for (Watch watch : inbox.watches()) {
            tasks.computeIfAbsent(watch.watcher().loop(), loop -> new ArrayList<>())
                    .add(() -> watch.tell(room, news));
        }
    }

    void send() {
        tasks.forEach((loop, some) -> loop.execute(() -> some.forEach(Runnable::run)));
        tasks.clear();
    }
}
