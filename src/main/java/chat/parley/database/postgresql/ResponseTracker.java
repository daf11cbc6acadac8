package chat.parley.database.postgresql;

import io.netty.buffer.ByteBuf;

/**
 * Tracks the PostgreSQL protocol on one connection, message by message, to determine whether an answer is outstanding:
 * an answer is complete only when the server has reported that it is ready for the next query.
 *
 * <p>Not thread-safe. Message contents are skipped and never stored.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">Message formats</a>
 */
final class ResponseTracker {

    private static final char SYNC = 'S';
    private static final char QUERY = 'Q';
    private static final char READY_FOR_QUERY = 'Z';

    private final Messages sent = new Messages();
    private final Messages received = new Messages();
    private boolean started;
    private boolean unfinished = true;
    private int outstanding = 1;

    /**
     * Processes bytes that the client sends. Its first messages have another format; the server answers them with its
     * first ready message.
     */
    void sent(ByteBuf bytes) {
        if (started) {
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
     * Processes bytes that the server sends.
     *
     * @return whether these bytes complete an answer
     */
    boolean received(ByteBuf bytes) {
        int before = outstanding;
        received.read(bytes, this::received);
        return outstanding < before;
    }

    private void received(char type) {
        if (type == READY_FOR_QUERY) {
            unfinished &= started;
            started = true;
            outstanding = Math.max(0, outstanding - 1);
        }
    }

    /** Returns whether the client has sent a request whose answer is not complete. */
    boolean isWaiting() {
        return unfinished || outstanding > 0;
    }

    /** The messages of one direction: a type byte, a length of four bytes that includes itself, and the content. */
    private static final class Messages {

        private static final int HEADER_BYTES = 5;

        private int headerRead;
        private char type;
        private int length;
        private int toSkip;

        void read(ByteBuf bytes, Types types) {
            for (int index = bytes.readerIndex(); index < bytes.writerIndex(); ) {
                if (toSkip > 0) {
                    int skipped = Math.min(toSkip, bytes.writerIndex() - index);
                    toSkip -= skipped;
                    index += skipped;
                } else {
                    header(bytes.getByte(index++), types);
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
            if (headerRead == HEADER_BYTES) {
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
