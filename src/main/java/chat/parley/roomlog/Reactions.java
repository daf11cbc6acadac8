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

    static final int MOST_EMOJI = 20;
    static final int MOST_PEOPLE = 100;

    /** Parses the column: one line per emoji, with the emoji and the usernames separated by spaces. */
    static Reactions of(@Nullable String stored) {
        return stored == null || stored.isEmpty()
                ? NONE
                : new Reactions(stored.lines().map(Reactions::line).toList());
    }

    private static Reaction line(String line) {
        List<String> words = Arrays.asList(line.split(" "));
        return new Reaction(words.get(0), List.copyOf(words.subList(1, words.size())));
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
        boolean known = of(emoji, all).findAny().isPresent();
        if (known ? of(emoji, all).anyMatch(full -> full.by().size() >= MOST_PEOPLE) : all.size() >= MOST_EMOJI) {
            throw Refusal.of(Refusal.Code.TOO_MANY_REACTIONS, "This message has reached its limit of reactions.");
        }
        return known
                ? new Reactions(adding(emoji, name))
                : new Reactions(appending(new Reaction(emoji, List.of(name))));
    }

    Reactions without(String emoji, String name) {
        return new Reactions(all.stream()
                .map(reaction -> reaction.emoji().equals(emoji) ? removing(reaction, name) : reaction)
                .filter(reaction -> !reaction.by().isEmpty())
                .toList());
    }

    private List<Reaction> adding(String emoji, String name) {
        return all.stream()
                .map(reaction ->
                        reaction.emoji().equals(emoji) ? new Reaction(emoji, append(reaction.by(), name)) : reaction)
                .toList();
    }

    private List<Reaction> appending(Reaction reaction) {
        return append(all, reaction);
    }

    private static Reaction removing(Reaction reaction, String name) {
        return new Reaction(
                reaction.emoji(),
                reaction.by().stream().filter(other -> !other.equals(name)).toList());
    }

    private static Stream<Reaction> of(String emoji, List<Reaction> all) {
        return all.stream().filter(reaction -> reaction.emoji().equals(emoji));
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}
