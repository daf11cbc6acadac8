package chat.parley.message;

import chat.parley.roomlog.state.MessageState;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.function.Function;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers changes of messages with their new state; without the content for a token that may not read it. */
final class MessageAnswers {

    private MessageAnswers() {}

    static Mono<ServerResponse> changed(ServerRequest request, Function<Session, Mono<MessageState>> change) {
        return CurrentSession.of(request)
                .flatMap(session -> change.apply(session)
                        .map(message -> session.allows(Scope.READ) ? message : message.withoutContent()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}
