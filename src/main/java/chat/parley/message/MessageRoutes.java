package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.Bodies;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.roomlog.state.MessageState;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** HTTP routes for the messages of a room: history, changes, post, edit, delete and react. */
@Configuration(proxyBeanMethods = false)
class MessageRoutes {

    private final MessageService messages;
    private final History history;

    MessageRoutes(MessageService messages, History history) {
        this.messages = messages;
        this.history = history;
    }

    record Post(
            @Nullable String nonce,
            @Nullable String text,
            @Nullable Long replyTo,
            @Nullable List<String> files) {}

    record Edit(@Nullable String text, @Nullable List<String> files) {}

    @Bean
    RouterFunction<ServerResponse> messageRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/messages", Scope.READ.permits(this::page))
                .POST("/api/rooms/{id}/messages", Scope.WRITE.permits(this::post))
                .PATCH("/api/rooms/{id}/messages/{seq}", Scope.WRITE.permits(this::edit))
                .DELETE("/api/rooms/{id}/messages/{seq}", Scope.WRITE.permits(this::delete))
                .PUT(
                        "/api/rooms/{id}/messages/{seq}/reactions/{emoji}",
                        Scope.WRITE.permits(request -> react(request, true)))
                .DELETE(
                        "/api/rooms/{id}/messages/{seq}/reactions/{emoji}",
                        Scope.WRITE.permits(request -> react(request, false)))
                .GET("/api/rooms/{id}/changes", Scope.READ.permits(this::changes))
                .build();
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        return account(request)
                .flatMap(account -> history.page(
                        room(request),
                        account,
                        NumericParameters.query(request, "after", 0),
                        NumericParameters.query(request, "before", 1),
                        limit(request)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> post(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, Post.class))
                .flatMap(both -> post(both.getT1(), room(request), both.getT2()))
                .flatMap(ServerResponse.status(HttpStatus.CREATED)::bodyValue);
    }

    private Mono<MessageState> post(Account author, String room, Post post) {
        return messages.post(author, room, post.nonce(), post.text(), post.replyTo(), post.files());
    }

    private Mono<ServerResponse> edit(ServerRequest request) {
        return MessageAnswers.changed(
                request,
                session -> Bodies.read(request, Edit.class)
                        .flatMap(edit -> messages.edit(
                                session.account(),
                                room(request),
                                NumericParameters.seq(request),
                                edit.text(),
                                edit.files())));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return MessageAnswers.changed(
                request, session -> messages.delete(session.account(), room(request), NumericParameters.seq(request)));
    }

    private Mono<ServerResponse> react(ServerRequest request, boolean on) {
        return MessageAnswers.changed(
                request,
                session -> messages.react(
                        session.account(),
                        room(request),
                        NumericParameters.seq(request),
                        request.pathVariable("emoji"),
                        on));
    }

    private Mono<ServerResponse> changes(ServerRequest request) {
        return account(request)
                .flatMap(account -> {
                    long after = after(request);
                    String known = request.queryParam("epoch").orElse(null);
                    return history.since(room(request), account, known, after)
                            .map(found -> ChangesBody.of(found, after));
                })
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static long after(ServerRequest request) {
        return NumericParameters.query(request, "after", 0)
                .orElseThrow(() -> Refusal.field("after", "required", "The revision to continue from is missing."));
    }

    /** Reduces the limit to the maximum page size. */
    private static int limit(ServerRequest request) {
        long limit = NumericParameters.query(request, "limit", 1).orElse((long) Snapshots.PAGE_SIZE);
        return (int) Math.min(limit, History.MAX_PAGE);
    }

    private static String room(ServerRequest request) {
        return request.pathVariable("id");
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
