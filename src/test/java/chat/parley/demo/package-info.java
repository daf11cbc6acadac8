/**
 * A house full of people who talk, for pictures and for trying things. {@link Demo} makes them on a running server, as
 * any client could: it uses the public API and the socket, and nothing of the server's own code.
 */
@NullMarked
package chat.parley.demo;

import org.jspecify.annotations.NullMarked;
