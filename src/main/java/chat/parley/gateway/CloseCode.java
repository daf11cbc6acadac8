package chat.parley.gateway;

import org.springframework.web.reactive.socket.CloseStatus;

/** The close codes of this server. Clients reconnect after codes below 4500 but not after higher ones. */
final class CloseCode {

    static final CloseStatus GOING_AWAY = new CloseStatus(4000, "This node is stopping");
    static final CloseStatus SILENT = new CloseStatus(4001, "Heartbeat timeout");
    static final CloseStatus FAILED = new CloseStatus(4002, "Something went wrong");
    static final CloseStatus NEW_EPOCH = new CloseStatus(4003, "A new epoch has begun");
    static final CloseStatus SIGNED_OUT = new CloseStatus(4501, "Signed out");
    static final CloseStatus REMOVED = new CloseStatus(4503, "Not allowed here");

    private CloseCode() {}
}
