/** Fault tests of a cluster: fault injection, clients that record what they saw, and checks of these records. */
@NullMarked
package chat.parley.faults;

import org.jspecify.annotations.NullMarked;
