package chat.parley.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** A permission of an API token. Scopes are independent: the scope to write does not include the scope to read. */
public enum Scope {
    /** Read rooms, messages and people; open rooms and subscribe to the inbox; set read marks. */
    READ,
    /** Post, edit, delete, react, send typing signals. */
    WRITE,
    /** Create and change rooms, join and leave, change members, bans and invites. */
    MANAGE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Declares that tokens with this scope may use a route. Tokens may not use routes without such a declaration. */
    public <T extends ServerResponse> HandlerFunction<T> permits(HandlerFunction<T> handler) {
        return new ScopedHandler<>(this, handler);
    }

    /** Declares that any token may use a route, because the route also serves clients without a session. */
    public static <T extends ServerResponse> HandlerFunction<T> anyPermits(HandlerFunction<T> handler) {
        return new ScopedHandler<>(null, handler);
    }

    static Optional<Scope> of(String wire) {
        return Stream.of(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
