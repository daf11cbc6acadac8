/** Support for the embedded database: its own threads, durable commits, and the detection of an unclean shutdown. */
@NullMarked
package chat.parley.database.h2;

import org.jspecify.annotations.NullMarked;
