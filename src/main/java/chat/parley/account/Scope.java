package chat.parley.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What a token lets a program do. Each stands for itself: who may write need not be able to read. */
public enum Scope {
    /** Look at rooms, messages and people; open and watch rooms; move read marks. */
    READ,
    /** Post, edit, delete, react, type. */
    WRITE,
    /** Make and change rooms, join and leave, change members, bans and invites. */
    MANAGE;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Declares that tokens with this scope may use a route. A route whose handler is not wrapped so is for people alone.
     */
    public <T extends ServerResponse> HandlerFunction<T> permits(HandlerFunction<T> handler) {
        return new ForTokens<>(this, handler);
    }

    static Optional<Scope> of(String wire) {
        return Stream.of(values()).filter(one -> one.wire().equals(wire)).findFirst();
    }
}
