/**
 * What accounts show of themselves apart from rooms: their status, and whether they are online. Connections follow the
 * accounts that their pages show. Uses {@code hub}, {@code session}, {@code account} and lower layers.
 */
@NullMarked
package chat.parley.people;

import org.jspecify.annotations.NullMarked;
