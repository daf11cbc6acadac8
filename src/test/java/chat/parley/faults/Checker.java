package chat.parley.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Compares what clients saw with each other and with what is stored. Knows nothing of how it came about. */
final class Checker {

    private Checker() {}

    /** Everything that is wrong with a room; empty if all promises were kept. */
    static List<Violation> check(List<History> histories, Stored stored) {
        List<Violation> found = new ArrayList<>();
        Consumer<Violation> tell = found::add;
        new PostsCheck(stored, tell).check(histories);
        new NumbersCheck(stored, tell).check();
        new AgreementCheck(stored, tell).check(histories);
        new RemovalCheck(stored.room(), tell).check(histories);
        histories.forEach(history -> new ReplayCheck(history, stored, tell).check());
        histories.forEach(history -> new ReadingCheck(history, stored, tell).check());
        return found;
    }
}
