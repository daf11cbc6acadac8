/**
 * The room log: the only way to change a room. Orders every change by a revision, stores it, commits, and only then
 * tells the node and the channel layer. Reads what changed after a revision. Knows neither HTTP nor sockets; uses
 * node, channel, database and the refusals of http.
 */
@NullMarked
package chat.parley.roomlog;

import org.jspecify.annotations.NullMarked;
