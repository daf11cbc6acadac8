/** Holds the documents of the API, those that the server serves, against the server. */
@NullMarked
package chat.parley.api;

import org.jspecify.annotations.NullMarked;
