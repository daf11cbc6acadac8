/** A cluster under faults, clients that write down what they saw, and the check of what they wrote. */
@NullMarked
package chat.parley.faults;

import org.jspecify.annotations.NullMarked;
