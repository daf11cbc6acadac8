package chat.parley.gateway;

import org.springframework.web.reactive.socket.WebSocketMessage;
import reactor.core.publisher.Mono;

/** A protocol's side of a connection: what it says first, and what it does with what it hears. */
interface Conversation extends Wire {

    /** How many frames of one connection may be under way; they begin in the order in which they came. */
    int AT_ONCE = 32;

    /** Runs before anything is heard. */
    Mono<Void> begin(Connection connection);

    /**
     * @param message valid only until this returns
     * @return completes when the answer has been taken; never fails
     */
    Mono<Void> hear(Connection connection, WebSocketMessage message);
}
