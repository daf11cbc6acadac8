package chat.parley.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this node knows of the others: who lives on its database, and who announces itself on its channel layer. Time
 * is counted in looks at the database, one at each renewal of the lease. Thread-safe.
 */
final class Peers {

    private final String self;
    private final boolean alone;
    private final int patience;
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, Integer> strangers = new HashMap<>();

    /**
     * @param alone whether the channel layer reaches no other node, so that there must be none on the database
     * @param patience after so many looks in a row a node is no longer the remains of one that has ended
     */
    Peers(String self, boolean alone, int patience) {
        this.self = self;
        this.alone = alone;
        this.patience = patience;
    }

    /** One look at the database: these nodes have a valid lease. */
    synchronized void living(Set<String> ids) {
        Set<String> others = new HashSet<>(ids);
        others.remove(self);
        seen.keySet().retainAll(others);
        others.forEach(id -> seen.merge(id, 1, Integer::sum));
        strangers.replaceAll((id, looks) -> looks + 1);
        strangers.values().removeIf(looks -> looks > patience);
    }

    /** A node with this fingerprint has announced itself on the channel layer. */
    synchronized void announced(String id, String fingerprint, String ours) {
        if (fingerprint.equals(ours)) {
            strangers.remove(id);
        } else {
            strangers.put(id, 0);
        }
    }

    /** What is wrong with the configuration, in words for operators; empty when nothing is. */
    synchronized Optional<String> problem() {
        if (!strangers.isEmpty()) {
            return Optional.of("Nodes with different databases share one Redis: " + names(strangers.keySet())
                    + ". Nodes of one installation need the same PostgreSQL (spring.r2dbc.url);"
                    + " different installations need different values of parley.channel.prefix");
        }
        Set<String> steady = seen.entrySet().stream()
                .filter(peer -> peer.getValue() > patience)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return alone && !steady.isEmpty()
                ? Optional.of("Several nodes use this database without a Redis between them: " + names(steady)
                        + ". What is said on one reaches the others late."
                        + " Set spring.data.redis.url on all of them")
                : Optional.empty();
    }

    private String names(Set<String> others) {
        return others.stream().sorted().collect(Collectors.joining(", ", "this one (" + self + ") and ", ""));
    }
}
