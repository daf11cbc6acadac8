/**
 * Sessions and API tokens: long-lived log-ins, the authentication of requests, and the permissions of tokens. Uses
 * {@code account}, {@code audit}, {@code settings}, {@code http} and {@code channel}.
 */
@NullMarked
package chat.parley.session;

import org.jspecify.annotations.NullMarked;
