/**
 * Blobs: stored bytes, in a folder or in the database, independent of rooms and messages. Uses the database package and
 * lower packages.
 */
@NullMarked
package chat.parley.blob;

import org.jspecify.annotations.NullMarked;
