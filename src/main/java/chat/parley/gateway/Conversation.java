package chat.parley.gateway;

import chat.parley.hub.Dialect;
import chat.parley.inbox.News;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A protocol's side of connections: what it says by itself, and what it does with what it hears. */
interface Conversation {

    /** How many frames of one connection may be under way; they begin in the order in which they came. */
    int AT_ONCE = 32;

    /** How it tells what happens in rooms. */
    Dialect dialect();

    /** Runs before anything that is heard is served; never fails. */
    Mono<Void> begin(Connection connection);

    /** @return completes when the answer has been taken; never fails */
    Mono<Void> hear(Connection connection, Heard heard);

    /** Everybody who is in a room, for a client that missed differences. */
    List<byte[]> online(String room, List<String> names);

    /** What became of a room that need not be open here; null where the protocol has no form for that. */
    byte @Nullable [] news(News news);

    /** The account was removed from a room, which is not open any more. */
    void removed(Connection connection, String room);
}
