package chat.parley.room;

import chat.parley.account.Account;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Accounts' own words of how far they have read: stored as {@link ReadMarks} say, then told to all of their devices. */
@Service
public class Reading {

    private final ReadMarks marks;
    private final List<ReadListener> listeners;

    Reading(ReadMarks marks, List<ReadListener> listeners) {
        this.marks = marks;
        this.listeners = listeners;
    }

    /** @param back whether the mark may move back: what comes after it becomes unread */
    public Mono<Void> read(String room, Account account, long seq, boolean back) {
        Mono<Void> stored = back ? marks.moveBack(room, account.id(), seq) : marks.mark(room, account.id(), seq);
        return stored.doOnSuccess(
                done -> listeners.forEach(listener -> listener.read(room, account.username(), seq, back)));
    }
}
