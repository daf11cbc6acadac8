package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.people.PeopleFeed;
import chat.parley.people.PeopleSubscription;
import chat.parley.people.PersonState;
import chat.parley.text.VisibleText;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The accounts whose states a connection follows. Everything runs on the socket's event loop. */
final class FollowedPeople {

    private static final int MAX_NAME_LENGTH = 64;

    private final Executor loop;
    private final Outbound outbound;
    private @Nullable PeopleSubscription subscription;
    private boolean ended;

    FollowedPeople(Executor loop, Outbound outbound) {
        this.loop = loop;
        this.outbound = outbound;
    }

    /**
     * Follows these accounts and no others.
     *
     * @throws Refusal {@code invalid} if there are too many, or if one cannot be a username
     */
    void follow(PeopleFeed feed, List<String> usernames) {
        if (usernames.size() > PeopleFeed.MAX_FOLLOWED || !usernames.stream().allMatch(FollowedPeople::mayBeUsername)) {
            throw Refusal.field("usernames", "invalid", "Send at most " + PeopleFeed.MAX_FOLLOWED + " usernames.");
        }
        if (ended) {
            return;
        }
        if (subscription == null) {
            subscription = feed.subscribe(loop, outbound::updatesPending);
        }
        subscription.follow(usernames);
    }

    private static boolean mayBeUsername(@Nullable String name) {
        return name != null && name.length() <= MAX_NAME_LENGTH && VisibleText.isLine(name);
    }

    /** Returns the next states to send; empty if there are none. */
    List<PersonState> next() {
        return subscription == null ? List.of() : subscription.next();
    }

    /** Stops following, permanently, because the connection is lost. */
    void end() {
        ended = true;
        if (subscription != null) {
            subscription.end();
        }
    }
}
