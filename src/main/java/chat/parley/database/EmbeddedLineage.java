package chat.parley.database;

import java.security.SecureRandom;

/**
 * What the embedded database is, in the sense of {@link Epoch}: the same as at its last close if that was clean and nobody
 * has touched its file since, otherwise another one. To be asked before the file is opened.
 */
record EmbeddedLineage(String id, CleanClose note) {

    private static final String IN_MEMORY = "memory";

    static EmbeddedLineage of(DatabaseAddress address, SecureRandom random) {
        CleanClose note = CleanClose.of(address);
        String known = note.possible() ? note.take() : IN_MEMORY;
        return new EmbeddedLineage(known == null ? Epoch.id(random) : known, note);
    }

    /** The file was closed cleanly. */
    void closed() {
        note.leave(id);
    }
}
