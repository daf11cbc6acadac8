package chat.parley.bench;

import java.nio.charset.StandardCharsets;

/**
 * The frame of a post, with places for what differs from post to post: a marker where the text has two at signs, and a
 * number of fixed places wherever it has {@link #NUMBER}.
 */
final class PostForm {

    /** Stands for the number of the post in its room, with the run. */
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

    /** A text of so many characters that begins with the place of a marker. */
    static String text(int length) {
        return "@@" + "x".repeat(length - 2);
    }

    /** The frame of one post. The same array each time: on one thread, until the next call. */
    byte[] filled(Marker what) {
        what.write(form, marker);
        long number = what.run() * 100_000_000L + what.number();
        for (int at : numbers) {
            Marker.digits(form, at, at + NUMBER.length(), number);
        }
        return form;
    }
}
