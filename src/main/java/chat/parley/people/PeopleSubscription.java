package chat.parley.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * The accounts that a connection follows. Buffers only names, whose state is looked up when it can be sent, so what is
 * sent last is newest. Confined to the connection's event loop, except for {@link #changed}.
 */
public final class PeopleSubscription {

    private static final int MAX_BATCH = 100;

    private final PeopleFeed feed;
    private final Executor loop;
    private final Runnable updatesPending;
    private final Set<String> pending = new LinkedHashSet<>();
    private Set<String> names = Set.of();
    private boolean ended;

    /** @param updatesPending called on the loop when {@link #next} returns something */
    PeopleSubscription(PeopleFeed feed, Executor loop, Runnable updatesPending) {
        this.feed = feed;
        this.loop = loop;
        this.updatesPending = updatesPending;
    }

    /** Follows these accounts and no others. The state of each follows, also of those that were followed before. */
    public void follow(Collection<String> usernames) {
        if (ended) {
            return;
        }
        Set<String> former = names;
        names = Set.copyOf(usernames);
        former.stream().filter(name -> !names.contains(name)).forEach(name -> feed.remove(name, this));
        pending.retainAll(names);
        feed.add(names, this);
    }

    /** Notifies that these accounts have a new state. Thread-safe. */
    void changed(Collection<String> usernames) {
        loop.execute(() -> {
            usernames.stream().filter(names::contains).forEach(pending::add);
            if (!pending.isEmpty()) {
                updatesPending.run();
            }
        });
    }

    /** Returns the next states to send; empty if there are none. */
    public List<PersonState> next() {
        List<PersonState> states = new ArrayList<>();
        Iterator<String> next = pending.iterator();
        while (next.hasNext() && states.size() < MAX_BATCH) {
            PersonState state = feed.known(next.next());
            next.remove();
            if (state != null) {
                states.add(state);
            }
        }
        return states;
    }

    /** Stops following, permanently. */
    public void end() {
        follow(Set.of());
        ended = true;
    }
}
