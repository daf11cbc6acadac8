/**
 * The dialects of the two older protocols, {@code /ws/chat/{name}/} and {@code /ws/notification/{name}/}.
 */
@NullMarked
package chat.parley.gateway.seeds;

import org.jspecify.annotations.NullMarked;
