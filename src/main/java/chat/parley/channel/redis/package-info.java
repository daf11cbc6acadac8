/** The channel layer over Redis pub/sub: a single server, Sentinel, or a cluster with sharded pub/sub. */
@NullMarked
package chat.parley.channel.redis;

import org.jspecify.annotations.NullMarked;
