/**
 * The pages and their assets: HTML, scripts, styles and images of {@code static-web}, read once at start-up and served
 * from memory. Uses {@code room}, {@code session} and {@code http}.
 */
@NullMarked
package chat.parley.pages;

import org.jspecify.annotations.NullMarked;
