package chat.parley.invite;

import chat.parley.account.Account;
import chat.parley.account.CurrentSession;
import chat.parley.account.Session;
import chat.parley.http.Bodies;
import chat.parley.http.Refusal;
import chat.parley.room.RoomAnswers;
import chat.parley.roomlog.RoomKind;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Invites over HTTP. */
@Configuration(proxyBeanMethods = false)
public class InviteRoutes {

    private final InviteService invites;
    private final RoomAnswers answers;

    InviteRoutes(InviteService invites, RoomAnswers answers) {
        this.invites = invites;
        this.answers = answers;
    }

    /**
     * @param token written once, to who made it
     * @param url the same as a link
     */
    record Body(
            long id,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String token,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String url,

            boolean registers,
            String by,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Integer uses,
            int used) {

        static Body of(Invite invite, @Nullable String token, @Nullable String url) {
            return new Body(
                    invite.id(),
                    token,
                    url,
                    invite.registers(),
                    invite.by(),
                    invite.createdAt(),
                    invite.expiresAt(),
                    invite.uses(),
                    invite.used());
        }
    }

    record Page(List<Body> invites) {}

    record Room(String title, String topic, RoomKind kind, int members) {}

    record Shown(
            @Nullable Room room,
            String by,
            boolean registers,
            @Nullable Instant expiresAt) {}

    @Bean
    RouterFunction<ServerResponse> inviteRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/invites", this::list)
                .POST("/api/rooms/{id}/invites", this::create)
                .DELETE("/api/rooms/{id}/invites/{invite}", this::revoke)
                .GET("/api/invites/{token}", this::look)
                .POST("/api/invites/{token}", this::accept)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return account(request)
                .flatMap(account -> invites.list(request.pathVariable("id"), account))
                .map(found -> new Page(found.stream()
                        .map(invite -> Body.of(invite, null, null))
                        .toList()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, InviteService.Terms.class))
                .flatMap(both -> invites.create(request.pathVariable("id"), both.getT2(), both.getT1()))
                .flatMap(made -> ServerResponse.status(201)
                        .bodyValue(Body.of(made.invite(), made.token(), link(request, made.token()))));
    }

    private Mono<ServerResponse> revoke(ServerRequest request) {
        return account(request)
                .flatMap(account -> invites.revoke(request.pathVariable("id"), id(request), account))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> look(ServerRequest request) {
        return invites.look(request.pathVariable("token"))
                .flatMap(shown -> {
                    var seat = shown.room();
                    return seat == null
                            ? Mono.just(body(shown, null))
                            : answers.sized(seat)
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

    /** As the asking browser sees this server, proxies and a path before ours included. */
    private static String link(ServerRequest request, String token) {
        return UriComponentsBuilder.fromUri(request.uri())
                .replacePath(request.requestPath().contextPath().value() + "/invite/" + token)
                .replaceQuery(null)
                .build()
                .toUriString();
    }

    private static long id(ServerRequest request) {
        try {
            return Long.parseLong(request.pathVariable("invite"));
        } catch (NumberFormatException notANumber) {
            throw Refusal.of(Refusal.Code.NOT_FOUND, "There is no such invite.");
        }
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
