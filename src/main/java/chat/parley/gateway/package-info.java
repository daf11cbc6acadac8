/**
 * WebSockets: handshake, frames, dialects and connections. Connects client commands with delivery. May use everything
 * but admin, pages and ops.
 */
@NullMarked
package chat.parley.gateway;

import org.jspecify.annotations.NullMarked;
