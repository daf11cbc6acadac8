/**
 * The live rooms of this node: one bounded window of changes per open room, shared by all its connections, each of
 * which keeps only a cursor. Repairs gaps from the room log. Knows neither passwords nor HTTP nor any socket; uses the
 * room log and what stands below it.
 */
@NullMarked
package chat.parley.hub;

import org.jspecify.annotations.NullMarked;
