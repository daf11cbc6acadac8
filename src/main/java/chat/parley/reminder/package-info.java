/**
 * Reminders that accounts set for themselves. The installation's own account sends them as direct messages, so they are
 * unread, notified and mailed like other messages. Uses messages, tasks and lower packages.
 */
@NullMarked
package chat.parley.reminder;

import org.jspecify.annotations.NullMarked;
