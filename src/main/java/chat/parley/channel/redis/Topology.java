package chat.parley.channel.redis;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The assignment of slots to the servers of a cluster, as one of them reports it. */
final class Topology {

    /** The topology before any node has answered. */
    static final Topology UNKNOWN = new Topology(new @Nullable HostAndPort[SlotHash.SLOT_COUNT]);

    private final @Nullable HostAndPort[] servers;
    private final Set<HostAndPort> distinct;
    private final long unserved;

    private Topology(@Nullable HostAndPort[] servers) {
        this.servers = servers;
        distinct = Arrays.stream(servers).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
        unserved = Arrays.stream(servers).filter(Objects::isNull).count();
    }

    /**
     * Parses the answer to {@code CLUSTER SLOTS}: ranges of slots, each with its primary and replicas.
     *
     * @param queriedHost the host that was queried, which replaces an omitted host name
     */
    static Topology of(List<Object> answer, String queriedHost) {
        @Nullable HostAndPort[] servers = new @Nullable HostAndPort[SlotHash.SLOT_COUNT];
        for (Object part : answer) {
            List<?> range = (List<?>) part;
            List<?> primary = (List<?>) range.get(2);
            Object name = primary.get(0);
            String host = name == null || name.toString().isEmpty() ? queriedHost : name.toString();
            HostAndPort server = new HostAndPort(host, number(primary.get(1)));
            Arrays.fill(servers, number(range.get(0)), number(range.get(1)) + 1, server);
        }
        return new Topology(servers);
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    /** Returns all servers that serve a slot. */
    Set<HostAndPort> servers() {
        return distinct;
    }

    /** Returns the server of a channel; null if its slot is not served. */
    @Nullable
    HostAndPort server(String channel) {
        return servers[SlotHash.getSlot(channel.getBytes(StandardCharsets.UTF_8))];
    }

    /** Returns the number of slots that no server serves. */
    long unserved() {
        return unserved;
    }
}
