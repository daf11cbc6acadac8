/**
 * The room log, the only way to change a room. Orders changes by revision, stores and commits them, and only then
 * notifies this node and the channel layer. Reads the changes after a revision. Independent of HTTP and sockets; uses
 * node, channel, database and the refusals of http.
 */
@NullMarked
package chat.parley.roomlog;

import org.jspecify.annotations.NullMarked;
