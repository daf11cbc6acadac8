/** The channel layer, which carries bytes between nodes. Uses no other package of Parley. */
@NullMarked
package chat.parley.channel;

import org.jspecify.annotations.NullMarked;
