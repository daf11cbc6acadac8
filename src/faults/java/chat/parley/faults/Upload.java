package chat.parley.faults;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** A file on its way into a room. */
record Upload(RoomView room, String nonce, byte[] bytes) {

    private static final int SMALL = 4 * 1024;

    /** Longer than a chunk of the database. */
    private static final int LARGE = 300 * 1024;

    /** Mostly small files, which a fault rarely interrupts, and some large ones. */
    static Upload random(RoomView room, Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? LARGE : SMALL)];
        random.nextBytes(bytes);
        return new Upload(room, Person.nonce(), bytes);
    }

    Answer send(Person person) {
        return person.upload(
                "/api/rooms/" + room.id + "/files/" + nonce, "file.bin", "application/octet-stream", bytes);
    }

    String hash() {
        return hash(bytes);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
