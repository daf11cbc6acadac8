/**
 * WebSockets: handshake, frames, dialects, connections. Here writing and delivering meet. May use everything but app
 * and its neighbours admin, pages and ops.
 */
@NullMarked
package chat.parley.gateway;

import org.jspecify.annotations.NullMarked;
