/** The audit: who signed in, and what administrators did. Uses database alone. */
@NullMarked
package chat.parley.audit;

import org.jspecify.annotations.NullMarked;
