package chat.parley.node;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The version of a library, ordered by its numbers: {@code 4.2.9.Final} is before {@code 4.2.18.Final}. Qualifiers such
 * as {@code Final} are ignored; a missing number is zero.
 */
record LibraryVersion(String text) implements Comparable<LibraryVersion> {

    private static final Pattern SEPARATORS = Pattern.compile("[.-]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    @Override
    public int compareTo(LibraryVersion other) {
        int[] own = numbers();
        int[] others = other.numbers();
        int length = Math.max(own.length, others.length);
        return Arrays.compare(Arrays.copyOf(own, length), Arrays.copyOf(others, length));
    }

    private int[] numbers() {
        return SEPARATORS
                .splitAsStream(text)
                .filter(part -> NUMBER.matcher(part).matches())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
