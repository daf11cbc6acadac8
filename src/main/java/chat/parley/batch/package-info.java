/**
 * Group commit and batched reads: many small requests in one statement or transaction. Uses no other package of Parley.
 */
@NullMarked
package chat.parley.batch;

import org.jspecify.annotations.NullMarked;
