/** This server process among its peers: its identity and its lease. Uses channel, database and http. */
@NullMarked
package chat.parley.node;

import org.jspecify.annotations.NullMarked;
