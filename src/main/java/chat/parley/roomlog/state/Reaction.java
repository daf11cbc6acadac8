package chat.parley.roomlog.state;

import java.util.List;

/**
 * The accounts that reacted to a message with one emoji.
 *
 * @param by their usernames, in order of their reactions; never empty
 */
public record Reaction(String emoji, List<String> by) {}
