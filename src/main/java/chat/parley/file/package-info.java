/**
 * Shared files: upload, download, previews, limits, and the removal of unposted files; profile pictures and custom emoji. The room log decides which message
 * names a file. Uses rooms, sessions, blobs and lower packages.
 */
@NullMarked
package chat.parley.file;

import org.jspecify.annotations.NullMarked;
