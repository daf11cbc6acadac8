/** Checks the server against its API documents. */
@NullMarked
package chat.parley.api;

import org.jspecify.annotations.NullMarked;
