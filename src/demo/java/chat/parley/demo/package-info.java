/**
 * Demo content for screenshots and for trying things out: a house full of people who chat. {@link Demo} creates it on a
 * running server, using only the public API and the socket, and none of the server's own code.
 */
@NullMarked
package chat.parley.demo;

import org.jspecify.annotations.NullMarked;
