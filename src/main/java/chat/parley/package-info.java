/**
 * Starts a node, and provides the clock and the source of randomness that all other packages have injected. May use
 * every package.
 */
@NullMarked
package chat.parley;

import org.jspecify.annotations.NullMarked;
