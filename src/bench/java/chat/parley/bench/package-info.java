/**
 * The load program: drives a running server through its sockets and its API as many clients would, and says what it
 * cost. No part of the product.
 */
@NullMarked
package chat.parley.bench;

import org.jspecify.annotations.NullMarked;
