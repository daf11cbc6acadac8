/** What operators see: health and metrics. Uses node, channel and database. */
@NullMarked
package chat.parley.ops;

import org.jspecify.annotations.NullMarked;
