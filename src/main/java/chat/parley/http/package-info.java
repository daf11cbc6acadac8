/** Problems, security, rate limits and connections of HTTP requests. Uses no other package of Parley. */
@NullMarked
package chat.parley.http;

import org.jspecify.annotations.NullMarked;
