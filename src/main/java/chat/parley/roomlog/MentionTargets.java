package chat.parley.roomlog;

import chat.parley.roomlog.state.Actor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The accounts and groups that the texts of a batch may mention, by the keys of their names. */
final class MentionTargets {

    /** Further groups are not mentioned. Together with the size of a group, this bounds a message's mentions. */
    static final int MAX_GROUPS = 5;

    private final Map<String, Actor> accounts = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<Long, List<Actor>> people = new HashMap<>();

    private record Group(long id, String name) {}

    void add(String key, Actor account) {
        accounts.put(key, account);
    }

    void addGroup(String key, long id, String name) {
        groups.put(key, new Group(id, name));
    }

    /** Adds an account to a group. */
    void addToGroup(long group, Actor account) {
        people.computeIfAbsent(group, id -> new ArrayList<>()).add(account);
    }

    /** Returns the ids of the groups that a text may mention. */
    Stream<Long> groups(MentionedNames names) {
        return groupsOf(names).stream().map(Group::id);
    }

    /** Returns all accounts that a text may mention, if they are members. */
    Stream<Actor> accounts(MentionedNames names) {
        return Stream.concat(
                names.keys().map(accounts::get).filter(Objects::nonNull),
                groups(names).flatMap(this::people));
    }

    private Stream<Actor> people(long group) {
        return people.getOrDefault(group, List.of()).stream();
    }

    private Set<Group> groupsOf(MentionedNames names) {
        if (groups.isEmpty() || !names.groups()) {
            return Collections.emptySet();
        }
        Set<Group> found = new LinkedHashSet<>();
        for (List<String> keys : names.candidates()) {
            keys.stream()
                    .map(groups::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .filter(group -> found.size() < MAX_GROUPS)
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * Resolves the mentions of a text. Each of them refers to the longest name that a member or a group has. A group
     * that the text mentioned before its edit still mentions the same people.
     *
     * @param isMember whether an account is a member of the room
     */
    Mentions resolve(Actor author, MentionedNames names, Mentions before, Predicate<Actor> isMember) {
        Set<Group> allowed = groupsOf(names);
        Set<String> usernames = new LinkedHashSet<>();
        Set<Group> mentioned = new LinkedHashSet<>();
        for (List<String> keys : names.candidates()) {
            keys.stream()
                    .filter(key -> isMember(key, isMember) || allowed.contains(groups.get(key)))
                    .findFirst()
                    .ifPresent(key -> {
                        Stream.ofNullable(accounts.get(key))
                                .filter(isMember)
                                .map(Actor::username)
                                .forEach(usernames::add);
                        Stream.ofNullable(groups.get(key))
                                .filter(allowed::contains)
                                .forEach(mentioned::add);
                    });
        }
        usernames.remove(author.username());
        List<GroupMention> groupMentions = mentioned.stream()
                .map(group -> mention(group, author, before, isMember))
                .toList();
        return new Mentions(List.copyOf(usernames), groupMentions, names.here());
    }

    private boolean isMember(String key, Predicate<Actor> isMember) {
        Actor account = accounts.get(key);
        return account != null && isMember.test(account);
    }

    private GroupMention mention(Group group, Actor author, Mentions before, Predicate<Actor> isMember) {
        return before.groups().stream()
                .filter(mention -> mention.name().equals(group.name()))
                .findFirst()
                .orElseGet(() -> new GroupMention(
                        group.name(),
                        people(group.id())
                                .filter(account -> isMember.test(account) && !account.is(author))
                                .map(Actor::username)
                                .sorted()
                                .toList()));
    }
}
