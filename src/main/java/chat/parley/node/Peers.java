package chat.parley.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The other nodes that this one has seen: those in its database and those that announce themselves on its channel
 * layer. Time is measured in reads of the database, one per renewal of the lease. Thread-safe.
 */
final class Peers {

    private final String self;
    private final boolean withoutRedis;
    private final int maxChecks;
    private final Map<String, Integer> checksByPeer = new HashMap<>();
    private final Map<String, Integer> strangers = new HashMap<>();

    /**
     * @param withoutRedis whether the channel layer is local to this node, so that there must be no other node in the database
     * @param maxChecks after how many consecutive reads a node is considered running, and not the remains of a crash
     */
    Peers(String self, boolean withoutRedis, int maxChecks) {
        this.self = self;
        this.withoutRedis = withoutRedis;
        this.maxChecks = maxChecks;
    }

    /** Records a read of the database: these nodes have a valid lease. */
    synchronized void update(Set<String> ids) {
        Set<String> others = new HashSet<>(ids);
        others.remove(self);
        checksByPeer.keySet().retainAll(others);
        others.forEach(id -> checksByPeer.merge(id, 1, Integer::sum));
        strangers.replaceAll((id, checks) -> checks + 1);
        strangers.values().removeIf(checks -> checks > maxChecks);
    }

    /** Records an announcement on the channel layer. */
    synchronized void announced(String id, String fingerprint, String ownFingerprint) {
        if (fingerprint.equals(ownFingerprint)) {
            strangers.remove(id);
        } else {
            strangers.put(id, 0);
        }
    }

    /** Describes the misconfiguration for operators; empty if there is none. */
    synchronized Optional<String> problem() {
        if (!strangers.isEmpty()) {
            return Optional.of("Nodes with different databases share one Redis: " + names(strangers.keySet())
                    + ". Nodes of one installation need the same PostgreSQL (spring.r2dbc.url);"
                    + " different installations need different values of parley.channel.prefix");
        }
        Set<String> steady = checksByPeer.entrySet().stream()
                .filter(peer -> peer.getValue() > maxChecks)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return withoutRedis && !steady.isEmpty()
                ? Optional.of("Several nodes use this database without a Redis between them: " + names(steady)
                        + ". Messages reach the users of other nodes late."
                        + " Set spring.data.redis.url on all of them")
                : Optional.empty();
    }

    private String names(Set<String> others) {
        return others.stream().sorted().collect(Collectors.joining(", ", "this one (" + self + ") and ", ""));
    }
}
