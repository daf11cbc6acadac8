package chat.parley.transport;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The event loops as Reactor schedulers, one for each loop rather than for each socket. Thread-safe. */
@Component
public class EventLoops {

    private final Map<EventLoop, Scheduler> schedulers = new ConcurrentHashMap<>();

    public Scheduler of(EventLoop loop) {
        // As a plain executor, because the scheduler of an executor service keeps a future for each task
        return schedulers.computeIfAbsent(loop, key -> Schedulers.fromExecutor(key::execute));
    }
}
