package chat.parley.roomlog;

import chat.parley.channel.ChannelLayer;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells of committed changes: this node at once, the other nodes by the room's channel. */
@Component
class Announcer {

    private final ChangeCodec codec;
    private final List<ChangeListener> listeners;
    private final ChannelLayer channels;

    Announcer(ChangeCodec codec, List<ChangeListener> listeners, ChannelLayer channels) {
        this.codec = codec;
        this.listeners = listeners;
        this.channels = channels;
    }

    void announce(Batch batch) {
        batch.drafts().stream().filter(draft -> !draft.changes().isEmpty()).forEach(this::announce);
    }

    /** Nobody can have opened the room yet, so that its own channel needs no word. */
    void created(String room, List<String> members) {
        listeners.forEach(listener -> listener.created(room, members));
    }

    private void announce(RoomDraft draft) {
        String room = draft.room().id();
        List<Entry> entries = draft.changes().stream().map(codec::encode).toList();
        listeners.forEach(listener -> listener.committed(room, entries));
        // Only a doorbell: who misses it compares revisions with the database
        channels.publish(Entries.channel(room), Entries.encode(entries))
                .onErrorComplete()
                .subscribe();
    }
}
