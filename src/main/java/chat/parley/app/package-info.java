/** Wiring of one node: the application class and its configuration. May use every other package. */
@NullMarked
package chat.parley.app;

import org.jspecify.annotations.NullMarked;
