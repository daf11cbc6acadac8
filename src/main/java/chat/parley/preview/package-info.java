/**
 * Previews of links: a task per link fetches the page, and adds a preview to the message through the room log. Uses the
 * file package and lower packages.
 */
@NullMarked
package chat.parley.preview;

import org.jspecify.annotations.NullMarked;
