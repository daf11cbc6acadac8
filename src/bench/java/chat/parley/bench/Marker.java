package chat.parley.bench;

/**
 * The prefix of every posted text: {@code @@}, the run, the room, the post's number in its room, and its scheduled
 * time. The digits are at fixed positions, so that parsing costs almost nothing.
 *
 * @param micros by the load program's clock
 */
record Marker(int run, int room, int number, long micros) {

    static final int LENGTH = 29;
    static final int RUNS = 1000;

    private static final int RUN = 2;
    private static final int ROOM = 5;
    private static final int NUMBER = 9;
    private static final int MICROS = 17;

    private static final long ORIGIN = System.nanoTime();

    /** Microseconds since the load program started. */
    static long micros(long nanoTime) {
        return (nanoTime - ORIGIN) / 1000;
    }

    void write(byte[] into, int at) {
        into[at] = '@';
        into[at + 1] = '@';
        digits(into, at + RUN, at + ROOM, run);
        digits(into, at + ROOM, at + NUMBER, room);
        digits(into, at + NUMBER, at + MICROS, number);
        digits(into, at + MICROS, at + LENGTH, micros);
    }

    /** The index of the next marker; -1 for none. */
    static int find(byte[] bytes, int from, int to) {
        for (int i = from; i <= to - LENGTH; i++) {
            if (bytes[i] == '@' && bytes[i + 1] == '@') {
                return i;
            }
        }
        return -1;
    }

    static boolean at(byte[] bytes, int at) {
        return bytes[at] == '@' && bytes[at + 1] == '@';
    }

    static int run(byte[] bytes, int at) {
        return (int) number(bytes, at + RUN, at + ROOM);
    }

    static int number(byte[] bytes, int at) {
        return (int) number(bytes, at + NUMBER, at + MICROS);
    }

    static long micros(byte[] bytes, int at) {
        return number(bytes, at + MICROS, at + LENGTH);
    }

    static void digits(byte[] into, int from, int to, long value) {
        long rest = value;
        for (int i = to - 1; i >= from; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return value;
    }
}
