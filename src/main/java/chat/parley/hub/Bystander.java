package chat.parley.hub;

import chat.parley.roomlog.Entry;
import java.util.List;

/**
 * Sees what happens in a live room without reading there: it has no cursor, takes no frames and holds nobody up.
 *
 * <p>Hears every change once and in revision order, from the moment at which the room is live; rows that changed several
 * times while the node was behind come once, in their newest state. Called under the room's lock, by whatever thread
 * brings the change: it may take note, and nothing else.
 */
public interface Bystander {

    void changed(List<Entry> entries);

    /** Signals come in no order, on any thread, and may be lost. */
    void signalled(Signal signal);
}
