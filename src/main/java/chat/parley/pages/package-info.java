/**
 * The pages and what they load: HTML, scripts, styles and pictures of {@code static-web}, read once at start-up and
 * served from memory. Uses room, account and http.
 */
@NullMarked
package chat.parley.pages;

import org.jspecify.annotations.NullMarked;
