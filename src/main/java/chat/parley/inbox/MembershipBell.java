package chat.parley.inbox;

import chat.parley.channel.ChannelLayer;
import chat.parley.room.SeatListener;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.ChangeListener;
import chat.parley.roomlog.Entry;
import chat.parley.roomlog.MemberState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Tells every node that accounts have come to a room, or gone, are something else there or want something else: rooms that no connection of
 * a node follows have no other way to be heard there. Only a doorbell.
 */
@Component
class MembershipBell implements ChangeListener, SeatListener {

    private static final Logger log = LoggerFactory.getLogger(MembershipBell.class);
    private static final String CHANNEL = "inbox";

    private final Watching watching;
    private final ChannelLayer channels;
    private final ChangeCodec codec;

    MembershipBell(Watching watching, ChannelLayer channels, ChangeCodec codec) {
        this.watching = watching;
        this.channels = channels;
        this.codec = codec;
    }

    @Override
    public void committed(String room, List<Entry> entries) {
        List<String> names = entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.MEMBER)
                .map(entry -> ((MemberState) codec.decode(entry)).username())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            created(room, names);
        }
    }

    @Override
    public void created(String room, List<String> members) {
        watching.suspect(room, members);
        String message = room + "\n" + String.join("\n", members);
        channels.publish(CHANNEL, message.getBytes(StandardCharsets.UTF_8))
                .onErrorComplete()
                .subscribe();
    }

    @Override
    public void changed(String room, String username) {
        created(room, List.of(username));
    }

    /** Hears the other nodes, and itself once more. */
    Disposable listen() {
        Disposable.Composite all = Disposables.composite();
        all.add(channels.subscribe(CHANNEL, this::hear)
                .subscribe(all::add, failure -> log.error("Cannot hear of memberships", failure)));
        return all;
    }

    private void hear(byte[] message) {
        List<String> words = Arrays.asList(new String(message, StandardCharsets.UTF_8).split("\n"));
        watching.suspect(words.get(0), words.subList(1, words.size()));
    }
}
