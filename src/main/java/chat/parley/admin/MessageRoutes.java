package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.http.Refusal;
import chat.parley.message.MessageAdministration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Messages of all rooms but direct conversations: read and delete. Private rooms are among them, so reading is an act. */
@Configuration(value = "administeredMessageRoutes", proxyBeanMethods = false)
class MessageRoutes {

    private final MessageAdministration messages;
    private final Acts acts;

    MessageRoutes(MessageAdministration messages, Acts acts) {
        this.messages = messages;
        this.acts = acts;
    }

    @Bean
    RouterFunction<ServerResponse> administeredMessageRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/messages", this::list)
                .DELETE("/api/admin/rooms/{id}/messages/{seq}", this::delete)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        String query = Asked.text(request, "query");
        String room = Asked.text(request, "room");
        String before = Asked.text(request, "before");
        return acts.perform(
                        request,
                        Action.MESSAGES_READ,
                        room.isEmpty() ? null : room,
                        query.isEmpty() ? null : "query: " + query,
                        account -> messages.newest(query, room, before))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        String room = request.pathVariable("id");
        long seq = seq(request);
        return acts.perform(
                        request,
                        Action.MESSAGE_DELETED,
                        room + "/" + seq,
                        null,
                        account -> messages.delete(room, seq, account))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static long seq(ServerRequest request) {
        try {
            return Long.parseLong(request.pathVariable("seq"));
        } catch (NumberFormatException notANumber) {
            throw Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "There is no such message.");
        }
    }
}
