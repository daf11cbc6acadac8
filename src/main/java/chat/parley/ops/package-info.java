/**
 * Health and metrics for operators. Uses {@code hub}, {@code roomlog}, {@code node}, {@code channel} and {@code
 * database}.
 */
@NullMarked
package chat.parley.ops;

import org.jspecify.annotations.NullMarked;
