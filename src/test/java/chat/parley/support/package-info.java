/** What tests stand on: real servers, real browsers, people who use the API as anybody can. */
@NullMarked
package chat.parley.support;

import org.jspecify.annotations.NullMarked;
