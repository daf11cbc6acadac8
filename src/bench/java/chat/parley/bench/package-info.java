/**
 * The load program: loads a running server through its sockets and its API like many clients, and reports the cost. It
 * is not part of the product.
 */
@NullMarked
package chat.parley.bench;

import org.jspecify.annotations.NullMarked;
