/**
 * Requests to addresses that a person or a program has entered: webhooks, push endpoints, pages behind links. The only
 * package that may call such an address. Uses the http package.
 */
@NullMarked
package chat.parley.egress;

import org.jspecify.annotations.NullMarked;
