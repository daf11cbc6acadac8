package chat.parley.gateway;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The event loops as operators know them: one scheduler for each, not for each of its sockets. Thread-safe. */
@Component
class Loops {

    private final Map<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>();

    Scheduler of(EventLoop loop) {
        // As a plain executor: the scheduler of an executor service keeps a future for each task
        return schedulers.computeIfAbsent(loop, one -> Schedulers.fromExecutor(one::execute));
    }
}
