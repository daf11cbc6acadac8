package chat.parley.bench;

import java.nio.charset.StandardCharsets;

/**
 * The template of a post's frame: a marker replaces the two at signs in the text, and a number of fixed width replaces
 * each {@link #NUMBER}.
 */
final class PostForm {

    /** The placeholder for the run and the number of the post in its room. */
    static final String NUMBER = "###########";

    private final byte[] form;
    private final int[] numbers;
    private final int marker;

    private PostForm(byte[] form, int[] numbers, int marker) {
        this.form = form;
        this.numbers = numbers;
        this.marker = marker;
    }

    static PostForm of(String form) {
        int[] numbers = java.util.regex.Pattern.compile(NUMBER)
                .matcher(form)
                .results()
                .mapToInt(java.util.regex.MatchResult::start)
                .toArray();
        return new PostForm(form.getBytes(StandardCharsets.US_ASCII), numbers, form.indexOf("@@"));
    }

    /** A text of this length that begins with the placeholder of a marker. */
    static String text(int length) {
        return "@@" + "x".repeat(length - 2);
    }

    /**
     * Fills in the frame of one post. Returns the same array on each call; its contents are valid on one thread until
     * the next call.
     */
    byte[] filled(Marker what) {
        what.write(form, marker);
        long number = what.run() * 100_000_000L + what.number();
        for (int at : numbers) {
            Marker.digits(form, at, at + NUMBER.length(), number);
        }
        return form;
    }
}
