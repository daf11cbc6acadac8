/**
 * Webhooks of rooms. Each has a bot account: posts to its address appear in the room under its name, and the room's
 * changes can be sent to a URL. Uses messages, accounts, followers, egress and lower packages.
 */
@NullMarked
package chat.parley.webhook;

import org.jspecify.annotations.NullMarked;
