/**
 * The database of a node: its address, its migrations, and the connection factory that never blocks an event loop. Uses
 * no other package of Parley.
 */
@NullMarked
package chat.parley.database;

import org.jspecify.annotations.NullMarked;
