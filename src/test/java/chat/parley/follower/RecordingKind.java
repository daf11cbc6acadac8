package chat.parley.follower;

import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** A kind of follower whose receiver is in the test. It is shared by all servers of the test. */
final class RecordingKind implements FollowerKind {

    private final String name;
    private final List<FollowerPage> begun = new CopyOnWriteArrayList<>();
    private final List<FollowerPage> received = new CopyOnWriteArrayList<>();
    private final List<PauseReason> pauses = new CopyOnWriteArrayList<>();
    private final List<FollowerPage> open = new ArrayList<>();
    private final List<String> overlaps = new CopyOnWriteArrayList<>();
    private volatile Function<FollowerPage, Mono<Outcome>> receiver = page -> Mono.just(Outcome.delivered());

    RecordingKind(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    void answer(Function<FollowerPage, Mono<Outcome>> newReceiver) {
        receiver = newReceiver;
    }

    @Override
    public Mono<Outcome> send(FollowerPage page) {
        return Mono.defer(() -> {
                    open(page);
                    begun.add(page);
                    return receiver.apply(page);
                })
                .doOnNext(outcome -> {
                    // Not in doFinally, which runs after the next page may have begun
                    close(page);
                    if (outcome instanceof Outcome.Delivered) {
                        received.add(page);
                    }
                })
                .doOnError(failure -> close(page))
                .doOnCancel(() -> close(page));
    }

    private synchronized void open(FollowerPage page) {
        if (open.stream()
                .anyMatch(other -> other.follower().id() == page.follower().id())) {
            overlaps.add(page.id());
        }
        open.add(page);
    }

    private synchronized void close(FollowerPage page) {
        open.remove(page);
    }

    @Override
    public Mono<Void> pausing(Follower follower, PauseReason reason) {
        return Mono.fromRunnable(() -> pauses.add(reason));
    }

    List<FollowerPage> begun(String room) {
        return begun.stream().filter(page -> page.room().id().equals(room)).toList();
    }

    List<FollowerPage> received(String room) {
        return received.stream().filter(page -> page.room().id().equals(room)).toList();
    }

    /** The texts in the order in which they were received. */
    List<String> texts(String room) {
        return received(room).stream().flatMap(RecordingKind::texts).toList();
    }

    static Stream<String> texts(FollowerPage page) {
        return page.changes().stream()
                .filter(MessageState.class::isInstance)
                .map(change -> String.valueOf(((MessageState) change).text()));
    }

    List<Long> revisions(String room) {
        return received(room).stream()
                .flatMap(page -> page.changes().stream().map(Change::revision))
                .toList();
    }

    List<PauseReason> pauses() {
        return pauses;
    }

    /** Pages that were sent while another page of the same follower was being sent. */
    List<String> overlaps() {
        return overlaps;
    }
}
