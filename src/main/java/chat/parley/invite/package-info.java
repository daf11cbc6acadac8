/**
 * Invites: links that let people into a room, and into the installation where it asks for one. Uses room, account and
 * what stands below.
 */
@NullMarked
package chat.parley.invite;

import org.jspecify.annotations.NullMarked;
