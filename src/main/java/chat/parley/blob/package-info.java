/**
 * Blobs: stored bytes, in a folder, in the database or on an S3 server, independent of rooms and messages. Uses the database package and
 * lower packages.
 */
@NullMarked
package chat.parley.blob;

import org.jspecify.annotations.NullMarked;
