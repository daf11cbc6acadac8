package chat.parley.channel;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which server of a cluster serves which slot, as one of its nodes sees it. */
final class Topology {

    /** Before anybody has told. */
    static final Topology UNKNOWN = new Topology(new @Nullable HostAndPort[SlotHash.SLOT_COUNT]);

    private final @Nullable HostAndPort[] servers;
    private final Set<HostAndPort> all;
    private final long unserved;

    private Topology(@Nullable HostAndPort[] servers) {
        this.servers = servers;
        all = Arrays.stream(servers).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
        unserved = Arrays.stream(servers).filter(Objects::isNull).count();
    }

    /**
     * Reads the answer to {@code CLUSTER SLOTS}: ranges of slots, each with its primary and that one's replicas.
     *
     * @param asked stands for a name that is left out, which means "where you have asked"
     */
    static Topology of(List<Object> answer, String asked) {
        @Nullable HostAndPort[] servers = new @Nullable HostAndPort[SlotHash.SLOT_COUNT];
        for (Object part : answer) {
            List<?> range = (List<?>) part;
            List<?> primary = (List<?>) range.get(2);
            Object name = primary.get(0);
            String host = name == null || name.toString().isEmpty() ? asked : name.toString();
            HostAndPort server = new HostAndPort(host, number(primary.get(1)));
            Arrays.fill(servers, number(range.get(0)), number(range.get(1)) + 1, server);
        }
        return new Topology(servers);
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    /** All servers that serve a slot. */
    Set<HostAndPort> servers() {
        return all;
    }

    /** The one that serves a channel. */
    @Nullable
    HostAndPort server(String channel) {
        return servers[SlotHash.getSlot(channel.getBytes(StandardCharsets.UTF_8))];
    }

    /** How many slots are served by nobody. */
    long unserved() {
        return unserved;
    }
}
