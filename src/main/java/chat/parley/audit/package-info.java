/** The audit log of log-ins and of administrators' actions. Uses only {@code text}. */
@NullMarked
package chat.parley.audit;

import org.jspecify.annotations.NullMarked;
