/**
 * Groups of accounts that texts mention by one name. The room log expands such a mention into the members of the room; see
 * {@code roomlog.MentionTargets}. Uses accounts and sessions.
 */
@NullMarked
package chat.parley.group;

import org.jspecify.annotations.NullMarked;
