/** The foundation of the tests: real servers, real browsers, and people who use the public API. */
@NullMarked
package chat.parley.support;

import org.jspecify.annotations.NullMarked;
