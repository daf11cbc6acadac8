package chat.parley.task;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The handlers of this node, by kind. The start fails if a kind has two handlers. */
@Component
class TaskHandlers {

    private final Map<String, TaskHandler> byKind;

    TaskHandlers(ObjectProvider<TaskHandler> handlers) {
        byKind = handlers.stream().collect(Collectors.toUnmodifiableMap(TaskHandler::kind, Function.identity()));
    }

    Set<String> kinds() {
        return byKind.keySet();
    }

    /** @param kind one of {@link #kinds} */
    TaskHandler of(String kind) {
        TaskHandler handler = byKind.get(kind);
        if (handler == null) {
            throw new IllegalArgumentException("No handler for " + kind);
        }
        return handler;
    }
}
