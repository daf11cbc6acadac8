package chat.parley.invite;

import chat.parley.account.Account;
import chat.parley.http.Bodies;
import chat.parley.http.Links;
import chat.parley.room.RoomAnswers;
import chat.parley.roomlog.state.RoomKind;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of invites. */
@Configuration(proxyBeanMethods = false)
class InviteRoutes {

    private final InviteService invites;
    private final RoomAnswers answers;
    private final Links links;

    InviteRoutes(InviteService invites, RoomAnswers answers, Links links) {
        this.links = links;
        this.invites = invites;
        this.answers = answers;
    }

    record Room(String title, String topic, RoomKind kind, int members) {}

    record Shown(
            @Nullable Room room,
            String by,
            boolean registers,
            @Nullable Instant expiresAt) {}

    @Bean
    RouterFunction<ServerResponse> inviteRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/invites", Scope.READ.permits(this::list))
                .POST("/api/rooms/{id}/invites", Scope.MANAGE.permits(this::create))
                .DELETE("/api/rooms/{id}/invites/{invite}", Scope.MANAGE.permits(this::revoke))
                .GET("/api/invites/{token}", Scope.anyPermits(this::preview))
                .POST("/api/invites/{token}", Scope.MANAGE.permits(this::accept))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return account(request)
                .flatMap(account -> invites.list(request.pathVariable("id"), InviteBody.before(request), account))
                .map(InviteBody.Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, InviteService.Terms.class))
                .flatMap(both -> invites.create(request.pathVariable("id"), both.getT2(), both.getT1()))
                .flatMap(created -> ServerResponse.status(201).bodyValue(InviteBody.created(created, links, request)));
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        return account(request)
                .flatMap(account ->
                        invites.revoke(request.pathVariable("id"), InviteBody.id(request, "invite"), account))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> preview(ServerRequest request) {
        return CurrentSession.find(request.exchange())
                .map(Session::account)
                .singleOptional()
                .flatMap(account -> invites.preview(request.pathVariable("token"), account.orElse(null)))
                .flatMap(shown -> {
                    var membership = shown.room();
                    return membership == null
                            ? Mono.just(body(shown, null))
                            : answers.withSize(membership)
                                    .map(room -> body(
                                            shown,
                                            new Room(
                                                    room.title(),
                                                    room.topic(),
                                                    room.kind(),
                                                    room.members() == null ? 0 : room.members())));
                })
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static Shown body(InviteService.Shown shown, @Nullable Room room) {
        Invite invite = shown.invite();
        return new Shown(room, invite.by(), invite.registers(), invite.expiresAt());
    }

    private Mono<ServerResponse> accept(ServerRequest request) {
        return account(request)
                .flatMap(account -> invites.accept(request.pathVariable("token"), account))
                .flatMap(answers::one)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
