package chat.parley.roomlog;

import java.util.List;

/**
 * An emoji under a message.
 *
 * @param by the names of those who used it, the first one first; never empty
 */
public record Reaction(String emoji, List<String> by) {}
