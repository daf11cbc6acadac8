/** Administration over HTTP. Every action is recorded in the audit log. Uses the packages that it administers. */
@NullMarked
package chat.parley.admin;

import org.jspecify.annotations.NullMarked;
