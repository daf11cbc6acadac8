/** Administration over HTTP. Every act is noted in the audit. Uses the packages whose things it administers. */
@NullMarked
package chat.parley.admin;

import org.jspecify.annotations.NullMarked;
