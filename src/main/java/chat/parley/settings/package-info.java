/** What an administrator decides for the whole installation while it runs. Uses database alone. */
@NullMarked
package chat.parley.settings;

import org.jspecify.annotations.NullMarked;
