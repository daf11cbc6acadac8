package chat.parley.roomlog;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Reaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reactions to one message, in order of each emoji's first use. Bounded, because every change of a message carries
 * all of them.
 */
record Reactions(List<Reaction> all) {

    static final Reactions NONE = new Reactions(List.of());

    static final int MAX_EMOJI = 20;
    static final int MAX_ACCOUNTS = 100;

    /** Parses the column: one line per emoji, with the emoji and the usernames separated by spaces. */
    static Reactions of(@Nullable String stored) {
        return stored == null || stored.isEmpty()
                ? NONE
                : new Reactions(stored.lines().map(Reactions::parse).toList());
    }

    private static Reaction parse(String line) {
        List<String> parts = Arrays.asList(line.split(" "));
        return new Reaction(parts.get(0), List.copyOf(parts.subList(1, parts.size())));
    }

    /** Returns the column's value; null if there are no reactions. */
    @Nullable
    String stored() {
        return all.isEmpty()
                ? null
                : all.stream()
                        .map(reaction -> reaction.emoji() + " " + String.join(" ", reaction.by()))
                        .collect(Collectors.joining("\n"));
    }

    boolean has(String emoji, String name) {
        return of(emoji, all).anyMatch(reaction -> reaction.by().contains(name));
    }

    Reactions with(String emoji, String name) {
        boolean exists = of(emoji, all).findAny().isPresent();
        if (exists
                ? of(emoji, all).anyMatch(reaction -> reaction.by().size() >= MAX_ACCOUNTS)
                : all.size() >= MAX_EMOJI) {
            throw Refusal.of(Refusal.Code.TOO_MANY_REACTIONS, "This message has reached its limit of reactions.");
        }
        return exists
                ? new Reactions(withAccount(emoji, name))
                : new Reactions(withReaction(new Reaction(emoji, List.of(name))));
    }

    Reactions without(String emoji, String name) {
        return new Reactions(all.stream()
                .map(reaction -> reaction.emoji().equals(emoji) ? withoutAccount(reaction, name) : reaction)
                .filter(reaction -> !reaction.by().isEmpty())
                .toList());
    }

    private List<Reaction> withAccount(String emoji, String name) {
        return all.stream()
                .map(reaction ->
                        reaction.emoji().equals(emoji) ? new Reaction(emoji, append(reaction.by(), name)) : reaction)
                .toList();
    }

    private List<Reaction> withReaction(Reaction reaction) {
        return append(all, reaction);
    }

    private static Reaction withoutAccount(Reaction reaction, String name) {
        return new Reaction(
                reaction.emoji(),
                reaction.by().stream().filter(other -> !other.equals(name)).toList());
    }

    private static Stream<Reaction> of(String emoji, List<Reaction> all) {
        return all.stream().filter(reaction -> reaction.emoji().equals(emoji));
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> extended = new ArrayList<>(list);
        extended.add(last);
        return List.copyOf(extended);
    }
}
