/**
 * Reading from and writing to WebSockets: when a socket is read, how frames are written, and limits on the memory that
 * a peer can use. Independent of rooms and of the protocols' frames.
 */
@NullMarked
package chat.parley.transport;

import org.jspecify.annotations.NullMarked;
