/**
 * The database of a node: where it is, its migrations, and the one connection factory that never blocks an event loop.
 * Uses no other package of Parley.
 */
@NullMarked
package chat.parley.database;

import org.jspecify.annotations.NullMarked;
