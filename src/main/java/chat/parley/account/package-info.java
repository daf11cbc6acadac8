/** Accounts, their names, profiles and passwords. Uses {@code http}, {@code node} and {@code text}. */
@NullMarked
package chat.parley.account;

import org.jspecify.annotations.NullMarked;
