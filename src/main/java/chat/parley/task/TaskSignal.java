package chat.parley.task;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Notifies the runner of this node that a task may be due. A lost signal only adds latency. */
@Component
class TaskSignal {

    private final Sinks.Many<Boolean> signals = Sinks.many().multicast().directBestEffort();

    void emit() {
        signals.tryEmitNext(true);
    }

    Flux<Boolean> signals() {
        return signals.asFlux();
    }
}
