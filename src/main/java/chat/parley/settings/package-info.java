/** Settings of the installation that administrators change at run time. Uses no other package of Parley. */
@NullMarked
package chat.parley.settings;

import org.jspecify.annotations.NullMarked;
