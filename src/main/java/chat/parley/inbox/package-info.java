/**
 * What accounts are told of all of their rooms, open or not: what is unread, which rooms are theirs. Knows state, not
 * differences, and finds by itself what a lost word of another node has kept from it. Uses room, hub and what stands
 * below.
 */
@NullMarked
package chat.parley.inbox;

import org.jspecify.annotations.NullMarked;
