package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Role;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import chat.parley.text.VisibleText;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of a room's members. In a path, {@code me} is the requesting account; no account has this name. */
@Configuration(proxyBeanMethods = false)
class MemberRoutes {

    private static final int PAGE_SIZE = 200;
    private static final int MAX_NAMES = 100;

    private final RoomService rooms;
    private final MembershipService members;
    private final RoomAnswers answers;

    MemberRoutes(RoomService rooms, MembershipService members, RoomAnswers answers) {
        this.rooms = rooms;
        this.members = members;
        this.answers = answers;
    }

    record Form(@Nullable String role) {}

    @Bean
    RouterFunction<ServerResponse> memberRouter() {
        return RouterFunctions.route()
                .PUT("/api/rooms/{id}/members/me", Scope.MANAGE.permits(this::join))
                .DELETE("/api/rooms/{id}/members/me", Scope.MANAGE.permits(this::leave))
                .GET("/api/rooms/{id}/members", Scope.READ.permits(this::list))
                .GET("/api/rooms/{id}/members/{username}", Scope.READ.permits(this::find))
                .PUT("/api/rooms/{id}/members/{username}", Scope.MANAGE.permits(this::put))
                .DELETE("/api/rooms/{id}/members/{username}", Scope.MANAGE.permits(this::remove))
                .build();
    }

    private Mono<ServerResponse> join(ServerRequest request) {
        return account(request)
                .flatMap(account -> rooms.join(room(request), account))
                .flatMap(answers::one)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> leave(ServerRequest request) {
        return account(request)
                .flatMap(account -> rooms.leave(room(request), account))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return request.queryParam("usernames").isPresent() ? listNamed(request) : listPage(request);
    }

    private Mono<ServerResponse> listNamed(ServerRequest request) {
        return account(request)
                .flatMap(account -> members.withNames(room(request), usernames(request), account))
                .map(rows -> MemberBody.Page.of(rows, rows.size()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> listPage(ServerRequest request) {
        return account(request)
                .flatMap(account -> members.list(room(request), after(request), PAGE_SIZE + 1, account))
                .map(rows -> MemberBody.Page.of(rows, PAGE_SIZE))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        return account(request)
                .flatMap(account -> members.find(room(request), username(request), account))
                .map(MemberBody::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> put(ServerRequest request) {
        return account(request)
                .zipWith(request.bodyToMono(Form.class).defaultIfEmpty(new Form(null)))
                .flatMap(both -> members.put(room(request), username(request), role(both.getT2()), both.getT1()))
                .map(MemberBody::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return account(request)
                .flatMap(account -> members.remove(room(request), username(request), account))
                .then(ServerResponse.noContent().build());
    }

    private static @Nullable Role role(Form form) {
        return form.role() == null
                ? null
                : Stream.of(Role.values())
                        .filter(role -> role.wire().equals(form.role()))
                        .findFirst()
                        .orElseThrow(() -> Refusal.field("role", "role_invalid", "Unknown role."));
    }

    private static List<String> usernames(ServerRequest request) {
        List<String> names = List.of(request.queryParam("usernames").orElse("").split(","));
        if (names.size() > MAX_NAMES || !names.stream().allMatch(VisibleText::isLine)) {
            throw Refusal.field(
                    "usernames", "invalid", "Send at most " + MAX_NAMES + " usernames, separated by commas.");
        }
        return names;
    }

    static String after(ServerRequest request) {
        String after = request.queryParam("after").orElse("");
        if (!VisibleText.isLine(after)) {
            throw Refusal.field("after", "invalid", "This can't be a username.");
        }
        return after;
    }

    private static String room(ServerRequest request) {
        return request.pathVariable("id");
    }

    private static String username(ServerRequest request) {
        return request.pathVariable("username");
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
