/** Support for connections to PostgreSQL: limits for missing answers and idle transactions. */
@NullMarked
package chat.parley.database.postgresql;

import org.jspecify.annotations.NullMarked;
