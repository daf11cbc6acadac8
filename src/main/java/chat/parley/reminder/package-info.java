/**
 * Reminders that accounts set for themselves. An account of the installation sends them in a direct conversation, so they
 * are unread, notified and mailed like other messages. Uses messages, tasks and lower packages.
 */
@NullMarked
package chat.parley.reminder;

import org.jspecify.annotations.NullMarked;
