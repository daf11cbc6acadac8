package chat.parley.database;

import io.netty.buffer.ByteBuf;

/**
 * Follows PostgreSQL's protocol on one connection, message by message, to know whether an answer is outstanding: not only
 * whether something was received, but whether the server has said that it is ready for the next query.
 *
 * <p>For one thread at a time. Contents are skipped, never kept.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
final class AnswerProgress {

    private static final char SYNC = 'S';
    private static final char QUERY = 'Q';
    private static final char READY_FOR_QUERY = 'Z';

    private final Messages sent = new Messages();
    private final Messages received = new Messages();
    private boolean begun;
    private boolean unfinished = true;
    private int outstanding = 1;

    /** Takes what the client sends. Its first messages have another form, and are answered by one that it is ready. */
    void sent(ByteBuf bytes) {
        if (begun) {
            sent.read(bytes, this::sent);
        }
    }

    private void sent(char type) {
        unfinished = type != SYNC && type != QUERY;
        if (!unfinished) {
            outstanding++;
        }
    }

    /**
     * Takes what the server sends.
     *
     * @return whether it has completed an answer with these bytes
     */
    boolean received(ByteBuf bytes) {
        int before = outstanding;
        received.read(bytes, this::received);
        return outstanding < before;
    }

    private void received(char type) {
        if (type == READY_FOR_QUERY) {
            unfinished &= begun;
            begun = true;
            outstanding = Math.max(0, outstanding - 1);
        }
    }

    /** Whether the client has sent something to which the answer is not complete. */
    boolean waiting() {
        return unfinished || outstanding > 0;
    }

    /** Messages of one direction: a letter, a length of four bytes that counts itself, and so much content. */
    private static final class Messages {

        private static final int HEADER = 5;

        private int headerRead;
        private char type;
        private int length;
        private int toSkip;

        void read(ByteBuf bytes, Types types) {
            for (int at = bytes.readerIndex(); at < bytes.writerIndex(); ) {
                if (toSkip > 0) {
                    int skipped = Math.min(toSkip, bytes.writerIndex() - at);
                    toSkip -= skipped;
                    at += skipped;
                } else {
                    header(bytes.getByte(at++), types);
                }
            }
        }

        private void header(byte next, Types types) {
            if (headerRead == 0) {
                type = (char) next;
                length = 0;
            } else {
                length = length << Byte.SIZE | next & 0xff;
            }
            headerRead++;
            if (headerRead == HEADER) {
                headerRead = 0;
                toSkip = length - Integer.BYTES;
                types.accept(type);
            }
        }
    }

    private interface Types {

        void accept(char type);
    }
}
