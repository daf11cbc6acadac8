/** The identity and the lease of this server process, and its view of the other nodes. Uses {@code channel}. */
@NullMarked
package chat.parley.node;

import org.jspecify.annotations.NullMarked;
