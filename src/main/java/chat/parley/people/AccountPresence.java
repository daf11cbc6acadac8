package chat.parley.people;

import chat.parley.account.Account;
import chat.parley.batch.GroupCommit;
import chat.parley.http.FailureLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Shows which accounts have connections, across all nodes. The database holds a row for each account and node, however
 * many connections it has there; the row counts while the node's lease is valid. It is written when the first
 * connection comes, when the last one goes, and when the account becomes active or away. Thread-safe.
 *
 * <p>A lost connection is kept for a moment, so that a reload does not flicker. A failed write is made up for at the
 * next tick.
 */
@Component
public class AccountPresence implements DisposableBean {

    /** Long enough for a reload or a short network outage. */
    private static final Duration LOST_CONNECTION_DELAY = Duration.ofSeconds(2);

    /** Changes within this time are written together. A client that is idle says so right after it has connected. */
    private static final Duration DEBOUNCE = Duration.ofMillis(200);

    private static final int CAPACITY = 100_000;
    private static final int BATCH_SIZE = 500;

    private final LocalAccounts local = new LocalAccounts();
    private final GroupCommit<Changed> writes = new GroupCommit<>(CAPACITY, BATCH_SIZE, this::write);
    private final AccountPresenceRows rows;
    private final PeopleBroadcast people;
    private final FailureLog failures;
    private volatile boolean ended;

    AccountPresence(AccountPresenceRows rows, PeopleBroadcast people, FailureLog failures) {
        this.rows = rows;
        this.people = people;
        this.failures = failures;
    }

    private record Changed(long account, String username) {}

    /** Shows the account as online for as long as it has this connection. */
    public void connected(String connection, Account account) {
        changed(account, local.put(account, connection, true));
    }

    /** Changes whether somebody is active on a connection. */
    public void active(String connection, Account account, boolean active) {
        if (local.has(account, connection)) {
            changed(account, local.put(account, connection, active));
        }
    }

    public void disconnected(String connection, Account account) {
        Mono.delay(LOST_CONNECTION_DELAY).subscribe(elapsed -> changed(account, local.remove(account, connection)));
    }

    private void changed(Account account, boolean differs) {
        if (differs) {
            writes.offer(new Changed(account.id(), account.username()));
        }
    }

    /** Rows that are not stored yet would be deleted with the lease anyway. */
    @Override
    public void destroy() {
        ended = true;
    }

    private Mono<Void> write(List<Changed> batch) {
        Set<Long> accounts = batch.stream().map(Changed::account).collect(Collectors.toSet());
        Set<String> usernames = batch.stream().map(Changed::username).collect(Collectors.toSet());
        return Mono.delay(DEBOUNCE)
                .filter(elapsed -> !ended)
                .flatMap(elapsed -> store(accounts).then(people.changed(usernames)))
                .doOnError(
                        failure -> failures.add("Could not store who is online; the next tick tries again", failure));
    }

    /** Stores what is true now. */
    private Mono<Void> store(Set<Long> accounts) {
        Map<Long, Boolean> present = new HashMap<>();
        Set<Long> absent = new HashSet<>();
        for (long account : accounts) {
            Boolean active = local.active(account);
            if (active == null) {
                absent.add(account);
            } else {
                present.put(account, active);
            }
        }
        return rows.store(present).then(rows.delete(absent));
    }

    /** Makes the database agree with this node's connections, whatever became of earlier writes. */
    Mono<Void> reconcile() {
        return rows.counts()
                .filter(this::differs)
                .flatMap(mismatch -> rows.own())
                .flatMap(this::repair);
    }

    private boolean differs(AccountPresenceRows.Counts stored) {
        Map<Long, Boolean> here = local.rows();
        long active = here.values().stream().filter(one -> one).count();
        return stored.all() != here.size() || stored.active() != active;
    }

    private Mono<Void> repair(Map<Long, Boolean> stored) {
        Map<Long, Boolean> here = local.rows();
        Set<Long> wrong = Stream.concat(here.keySet().stream(), stored.keySet().stream())
                .filter(account -> !Objects.equals(here.get(account), stored.get(account)))
                .limit(BATCH_SIZE)
                .collect(Collectors.toSet());
        return store(wrong);
    }
}
