package chat.parley.file;

/**
 * A stored picture that is not a shared file. Its bytes never change.
 *
 * @param id its blob, and its version for clients
 */
public record Picture(String id, String type, long bytes) {}
