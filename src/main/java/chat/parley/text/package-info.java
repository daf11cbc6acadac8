/** Unicode rules: visible characters, look-alikes, and folding for search. Uses no other package of Parley. */
@NullMarked
package chat.parley.text;

import org.jspecify.annotations.NullMarked;
