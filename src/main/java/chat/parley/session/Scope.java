package chat.parley.session;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A permission of an API token. Scopes are independent: the scope to write does not include the scope to read. Only the
 * scopes of files are parts of wider ones.
 */
public enum Scope {
    /** Read rooms, messages and people; open rooms and subscribe to the inbox; set read marks. */
    READ,
    /** Post, edit, delete, react, send typing signals; set the profile picture. */
    WRITE,
    /** Create and change rooms, join and leave, change members, bans and invites. */
    MANAGE,
    /** List and download files. Part of {@link #READ}. */
    FILES_READ,
    /** Upload files and previews, without posting them. Part of {@link #WRITE}. */
    FILES_WRITE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /** Returns whether a token with these scopes may do what this scope permits. */
    boolean isIn(Set<Scope> scopes) {
        return scopes.contains(this)
                || this == FILES_READ && scopes.contains(READ)
                || this == FILES_WRITE && scopes.contains(WRITE);
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
        return Stream.of(values()).filter(scope -> scope.wire().equals(wire)).findFirst();
    }
}
