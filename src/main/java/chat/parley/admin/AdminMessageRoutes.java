package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Administration of messages in all rooms except direct conversations: read and delete. Private rooms are included, so
 * reading is recorded in the audit log, too.
 */
@Configuration(value = "administeredMessageRoutes", proxyBeanMethods = false)
class AdminMessageRoutes {

    private final MessageAdministration messages;
    private final AuditedActions actions;

    AdminMessageRoutes(MessageAdministration messages, AuditedActions actions) {
        this.messages = messages;
        this.actions = actions;
    }

    @Bean
    RouterFunction<ServerResponse> administeredMessageRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/messages", this::list)
                .DELETE("/api/admin/rooms/{id}/messages/{seq}", this::delete)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        String query = QueryParameters.text(request, "query");
        String room = QueryParameters.text(request, "room");
        String before = QueryParameters.text(request, "before");
        return actions.perform(
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
        return actions.perform(
                        request,
                        Action.MESSAGE_DELETED,
                        room + "/" + seq,
                        null,
                        account -> messages.delete(room, seq, account))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static long seq(ServerRequest request) {
        return NumericParameters.parse(request.pathVariable("seq"))
                .orElseThrow(() -> Refusal.of(Refusal.Code.MESSAGE_NOT_FOUND, "This message doesn't exist."));
    }
}
