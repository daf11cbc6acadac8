package chat.parley.room;

import chat.parley.account.Account;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Stores the read marks that accounts set, as {@link ReadMarks} describes, and then notifies the account's other
 * devices.
 */
@Service
public class ReadReceipts {

    private final ReadMarks marks;
    private final List<ReadListener> listeners;

    ReadReceipts(ReadMarks marks, List<ReadListener> listeners) {
        this.marks = marks;
        this.listeners = listeners;
    }

    /** @param back whether the mark may move back, so that later messages become unread */
    public Mono<Void> read(String room, Account account, long seq, boolean back) {
        Mono<Void> stored = back ? marks.moveBack(room, account.id(), seq) : marks.mark(room, account.id(), seq);
        return stored.doOnSuccess(
                done -> listeners.forEach(listener -> listener.read(room, account.username(), seq, back)));
    }
}
