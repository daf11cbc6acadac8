package chat.parley.gateway;

import chat.parley.hub.Dialect;
import chat.parley.inbox.UnreadUpdate;
import chat.parley.people.PersonState;
import chat.parley.transport.InboundFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** One protocol's part of a connection: what it sends unprompted, and how it handles inbound frames. */
interface ProtocolHandler {

    /** The maximum number of concurrent frames of a connection; they begin in the order in which they arrived. */
    int MAX_CONCURRENT_FRAMES = 32;

    /** Returns the wire form of room events. */
    Dialect dialect();

    /** Called before inbound frames are handled; never fails. */
    Mono<Void> start(Connection connection);

    /** @return completes when the answer has been taken; never fails */
    Mono<Void> handle(Connection connection, InboundFrame frame);

    /** Encodes the complete list of accounts present in a room, for a client that missed changes. */
    List<byte[]> encodeOnline(String room, List<String> names);

    /** Encodes an update of a room, whether or not it is open here; null if the protocol has no such frame. */
    byte @Nullable [] encodeUpdate(UnreadUpdate update);

    /** Encodes states of followed accounts; null if the protocol has no such frame. */
    default byte @Nullable [] encodePeople(List<PersonState> people) {
        return null;
    }

    /** Called when the account was removed from a room, which has been closed. */
    void removed(Connection connection, String room);
}
