package chat.parley.people;

import chat.parley.batch.GroupCommit;
import chat.parley.http.FailureLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Keeps the states of the accounts that connections of this node follow, and notifies the connections of differences.
 * An account is read when somebody begins to follow it, after a notification, and at each tick, which also notices
 * what ends by itself. One statement at a time is in flight, so a later one never yields an older state. Thread-safe.
 */
@Component
public class PeopleFeed {

    /** The maximum number of accounts that a connection follows. */
    public static final int MAX_FOLLOWED = 500;

    /** The longest delay between two statements, while people come and go. */
    private static final Duration MAX_DELAY = Duration.ofMillis(200);

    private static final int CAPACITY = 100_000;
    private static final int BATCH_SIZE = 500;

    private final Map<String, Followed> followed = new ConcurrentHashMap<>();
    private final GroupCommit<String> reads = new GroupCommit<>(CAPACITY, BATCH_SIZE, this::read, MAX_DELAY);
    private final PersonStates states;
    private final FailureLog failures;

    PeopleFeed(PersonStates states, FailureLog failures) {
        this.states = states;
        this.failures = failures;
    }

    /** Returns a subscription that follows nobody yet. The caller must {@linkplain PeopleSubscription#end end} it. */
    public PeopleSubscription subscribe(Executor loop, Runnable updatesPending) {
        return new PeopleSubscription(this, loop, updatesPending);
    }

    void add(Collection<String> usernames, PeopleSubscription follower) {
        List<String> known = new ArrayList<>();
        for (String username : usernames) {
            Followed person = followed.compute(username, (name, existing) -> {
                Followed entry = existing == null ? new Followed() : existing;
                entry.followers().add(follower);
                return entry;
            });
            if (person.state() == null) {
                recheck(username);
            } else {
                known.add(username);
            }
        }
        follower.changed(known);
    }

    void remove(String username, PeopleSubscription follower) {
        followed.computeIfPresent(username, (name, person) -> {
            person.followers().remove(follower);
            return person.followers().isEmpty() ? null : person;
        });
    }

    /** Returns what this node knows of a followed account; null if that is nothing yet. */
    @Nullable
    PersonState known(String username) {
        Followed person = followed.get(username);
        return person == null ? null : person.state();
    }

    /** Schedules a read of an account that may have changed, if anybody follows it here. */
    void recheck(String username) {
        Followed person = followed.get(username);
        if (person != null && person.queue() && !reads.offer(username)) {
            person.dequeued();
        }
    }

    /** Schedules a read of all accounts that are followed. */
    void recheckAll() {
        followed.keySet().forEach(this::recheck);
    }

    private Mono<Void> read(List<String> batch) {
        Set<String> usernames = new LinkedHashSet<>(batch);
        return Mono.defer(() -> {
                    usernames.stream().map(followed::get).forEach(PeopleFeed::dequeue);
                    return usernames.isEmpty() ? Mono.<Map<String, PersonState>>empty() : states.of(usernames);
                })
                .doOnNext(found -> update(usernames, found))
                .doOnError(
                        failure -> failures.add("Could not read what people show; the next tick tries again", failure))
                .then();
    }

    private static void dequeue(@Nullable Followed person) {
        if (person != null) {
            person.dequeued();
        }
    }

    /** Notifies each connection once. */
    private void update(Set<String> usernames, Map<String, PersonState> found) {
        Map<PeopleSubscription, List<String>> changed = new HashMap<>();
        for (String username : usernames) {
            Followed person = followed.get(username);
            PersonState state = found.getOrDefault(username, PersonState.nothing(username));
            if (person != null && person.update(state)) {
                person.followers()
                        .forEach(follower -> changed.computeIfAbsent(follower, one -> new ArrayList<>())
                                .add(username));
            }
        }
        changed.forEach(PeopleSubscription::changed);
    }
}
