/**
 * The live rooms of this node: a bounded window of changes per open room, shared by all its connections, each of which
 * only keeps a cursor. Repairs gaps from the room log. Independent of passwords, HTTP and sockets; uses the room log
 * and the packages below it.
 */
@NullMarked
package chat.parley.hub;

import org.jspecify.annotations.NullMarked;
