/**
 * Work that exactly one node performs, stored until it is done: {@link chat.parley.task.Tasks} stores it,
 * {@link chat.parley.task.TaskHandler} beans perform it. Uses {@code node}.
 */
@NullMarked
package chat.parley.task;

import org.jspecify.annotations.NullMarked;
