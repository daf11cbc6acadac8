/** What characters are: which show something, which look alike, and which a search treats as one. Uses nothing. */
@NullMarked
package chat.parley.text;

import org.jspecify.annotations.NullMarked;
