package chat.parley.task;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names of the groups that tasks belong to: the host that they call, and the account on whose behalf. */
final class TaskGroups {

    private static final String HOST = "host ";
    private static final String ACCOUNT = "account ";

    private TaskGroups() {}

    static Set<String> of(@Nullable String host, @Nullable Long account) {
        return Stream.of(host == null ? "" : HOST + host, account == null ? "" : ACCOUNT + account)
                .filter(group -> !group.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    static String[] hosts(Collection<String> groups) {
        return values(groups, HOST).toArray(String[]::new);
    }

    static Long[] accounts(Collection<String> groups) {
        return values(groups, ACCOUNT).map(Long::valueOf).toArray(Long[]::new);
    }

    private static Stream<String> values(Collection<String> groups, String kind) {
        return groups.stream().filter(group -> group.startsWith(kind)).map(group -> group.substring(kind.length()));
    }
}
