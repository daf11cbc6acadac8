package chat.parley.inbox;

import chat.parley.channel.ChannelLayer;
import chat.parley.room.MembershipListener;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.ChangeListener;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.Publication;
import chat.parley.roomlog.state.MemberState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Notifies all nodes of accounts whose membership, or its settings, have changed. Nodes on which no connection follows
 * the room learn of such changes in no other way. A notification is only a hint; the receiver reads the database.
 */
@Component
class MembershipBroadcast implements ChangeListener, MembershipListener {

    private static final Logger log = LoggerFactory.getLogger(MembershipBroadcast.class);
    private static final String CHANNEL = "inbox";

    private final InboxService inboxes;
    private final ChannelLayer channels;
    private final ChangeCodec codec;

    MembershipBroadcast(InboxService inboxes, ChannelLayer channels, ChangeCodec codec) {
        this.inboxes = inboxes;
        this.channels = channels;
        this.codec = codec;
    }

    @Override
    public void committed(String room, Publication publication) {
        List<String> names = publication.entries().stream()
                .filter(entry -> entry.kind() == EncodedChange.Kind.MEMBER)
                .map(entry -> ((MemberState) codec.decode(entry)).username())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            created(room, names);
        }
    }

    @Override
    public void created(String room, List<String> members) {
        inboxes.recheck(room, members);
        String message = room + "\n" + String.join("\n", members);
        channels.publish(CHANNEL, message.getBytes(StandardCharsets.UTF_8))
                .onErrorComplete()
                .subscribe();
    }

    @Override
    public void changed(String room, String username) {
        created(room, List.of(username));
    }

    /** Subscribes to the notifications of all nodes, including this one. */
    Disposable listen() {
        Disposable.Composite subscriptions = Disposables.composite();
        subscriptions.add(channels.subscribe(CHANNEL, this::receive)
                .subscribe(
                        subscriptions::add, failure -> log.error("Cannot subscribe to membership changes", failure)));
        return subscriptions;
    }

    private void receive(byte[] message) {
        List<String> lines = Arrays.asList(new String(message, StandardCharsets.UTF_8).split("\n"));
        inboxes.recheck(lines.get(0), lines.subList(1, lines.size()));
    }
}
