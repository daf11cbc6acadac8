package chat.parley.mail;

import chat.parley.task.Tasks;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Stores mails that are to be sent, as tasks. */
@Component
class Outbox {

    static final String KIND = "mail";

    private final Tasks tasks;
    private final JsonMapper json;

    Outbox(Tasks tasks, JsonMapper json) {
        this.tasks = tasks;
        this.json = json;
    }

    /**
     * Stores a mail, as part of the caller's transaction if there is one.
     *
     * @param key unique; a mail with a known key is dropped
     */
    Mono<Void> add(String composer, String key, Map<String, String> values) {
        return Mono.defer(() -> tasks.schedule(KIND, key(composer, key), Duration.ZERO, body(composer, values)))
                .then();
    }

    /** Stores a mail like {@link #add}, but retries the one with this key if it was given up. */
    Mono<Void> addAgain(String composer, String key, Map<String, String> values) {
        return Mono.defer(() -> tasks.scheduleAgain(KIND, key(composer, key), Duration.ZERO, body(composer, values)))
                .then();
    }

    private static String key(String composer, String key) {
        return KIND + "/" + composer + "/" + key;
    }

    private String body(String composer, Map<String, String> values) {
        return json.writeValueAsString(new Stored(composer, values));
    }

    MailJob read(String key, String body) {
        Stored stored = json.readValue(body, Stored.class);
        return new MailJob(key, stored.composer(), stored.values());
    }

    record Stored(String composer, Map<String, String> values) {}
}
