package chat.parley.egress;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Divides a number of turns among groups of work, such as the requests to one host, so that receivers that never answer
 * cannot occupy all of them. Work may belong to several groups.
 *
 * <p>A group may take another turn while it has fewer turns than are free (the dynamic thresholds of Choudhury and
 * Hahne, 1998). One busy group thus gets half of the turns, two get a third each, and a turn remains for others until
 * there are as many busy groups as turns. Several groups that begin together may take all turns once;
 * as those end, the turns are divided. Nothing is reserved for idle groups, and groups need no configuration.
 *
 * <p>Exists only in memory: each node divides its own turns. Thread-safe.
 */
public final class FairShares {

    private final int turns;
    private final Map<String, Integer> taken = new HashMap<>();
    private int total;

    public FairShares(int turns) {
        this.turns = turns;
    }

    /** Takes a turn unless one of the groups has used up its share. */
    public synchronized boolean tryTake(Collection<String> groups) {
        if (!mayTake(groups)) {
            return false;
        }
        take(groups);
        return true;
    }

    /** Takes a turn unconditionally, for work that has already begun. */
    public synchronized void take(Collection<String> groups) {
        total++;
        groups.forEach(group -> taken.merge(group, 1, Integer::sum));
    }

    /** Returns a turn; must be called once for each turn that was taken. */
    public synchronized void release(Collection<String> groups) {
        total--;
        groups.forEach(group -> taken.computeIfPresent(group, (name, count) -> count == 1 ? null : count - 1));
    }

    public synchronized int free() {
        return Math.max(0, turns - total);
    }

    /** Returns whether the group has used up its share, or no turn is free. */
    synchronized boolean isFull(String group) {
        return taken.getOrDefault(group, 0) >= free();
    }

    /** Returns the group with the most turns; if any of the groups is full, this one is. */
    synchronized String fullest(Collection<String> groups) {
        return Collections.max(groups, Comparator.comparing(group -> taken.getOrDefault(group, 0)));
    }

    /** Returns the groups that have used up their share. */
    public synchronized Set<String> full() {
        return taken.entrySet().stream()
                .filter(group -> group.getValue() >= free())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns how many turns can be taken for work of unknown groups without exceeding any group's share. */
    public synchronized int largestTake() {
        int free = free();
        int most = taken.values().stream()
                .filter(count -> count < free)
                .max(Integer::compare)
                .orElse(0);
        return (free - most + 1) / 2;
    }

    private boolean mayTake(Collection<String> groups) {
        int free = free();
        return free > 0 && groups.stream().allMatch(group -> taken.getOrDefault(group, 0) < free);
    }
}
