/**
 * Search for messages, in any script. Uses {@code message}, {@code room} and {@code text}.
 */
@NullMarked
package chat.parley.search;

import org.jspecify.annotations.NullMarked;
