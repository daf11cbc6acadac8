package chat.parley.roomlog;

import chat.parley.channel.ChannelLayer;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes committed changes: to this node's hub directly, to other nodes through the room's channel. */
@Component
class ChangePublisher {

    private final ChangeCodec codec;
    private final List<ChangeListener> listeners;
    private final ChannelLayer channels;

    ChangePublisher(ChangeCodec codec, List<ChangeListener> listeners, ChannelLayer channels) {
        this.codec = codec;
        this.listeners = listeners;
        this.channels = channels;
    }

    void publish(WriteBatch batch) {
        batch.drafts().stream()
                .filter(draft -> !draft.changes().isEmpty())
                .forEach(draft -> publish(draft, batch.epoch()));
    }

    /**
     * Notifies this node's listeners only: no connection can have opened the new room yet, so nothing is published to
     * its channel.
     */
    void publishCreated(String room, List<String> members) {
        listeners.forEach(listener -> listener.created(room, members));
    }

    private void publish(RoomDraft draft, String epoch) {
        String room = draft.room().id();
        Publication publication = new Publication(
                epoch,
                draft.changes().stream()
                        .map(change -> codec.encode(change, draft.notices().at(change.revision())))
                        .toList());
        listeners.forEach(listener -> listener.committed(room, publication));
        // Only a hint: a node that misses it compares revisions with the database
        channels.publish(ChannelCodec.channel(room), ChannelCodec.encode(publication))
                .onErrorComplete()
                .subscribe();
    }
}
