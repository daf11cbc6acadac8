/**
 * Followers: stored cursors of programs, such as webhooks. A follower receives every change of its room after its
 * cursor, in order and at least once, after any outage. The content and the transport are up to a {@link
 * chat.parley.follower.FollowerKind}. Uses {@code room}, {@code hub}, {@code roomlog} and lower packages.
 */
@NullMarked
package chat.parley.follower;

import org.jspecify.annotations.NullMarked;
