/** Problems, security and rates of every HTTP request. Uses no other package of Parley. */
@NullMarked
package chat.parley.http;

import org.jspecify.annotations.NullMarked;
