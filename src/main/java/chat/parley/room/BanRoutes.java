package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of a room's bans. */
@Configuration(proxyBeanMethods = false)
class BanRoutes {

    private static final int PAGE_SIZE = 100;

    private final MembershipService members;

    BanRoutes(MembershipService members) {
        this.members = members;
    }

    /** @param reason for the room's moderators; optional */
    record Form(@Nullable String reason) {}

    /** @param next the value of {@code after} for the next page; null on the last page */
    record Page(List<Bans.Banned> bans, @Nullable String next) {

        static Page of(List<Bans.Banned> rows) {
            boolean more = rows.size() > PAGE_SIZE;
            List<Bans.Banned> shown = more ? rows.subList(0, PAGE_SIZE) : rows;
            return new Page(shown, more ? shown.get(PAGE_SIZE - 1).username() : null);
        }
    }

    @Bean
    RouterFunction<ServerResponse> banRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/{id}/bans", Scope.READ.permits(this::list))
                .PUT("/api/rooms/{id}/bans/{username}", Scope.MANAGE.permits(this::ban))
                .DELETE("/api/rooms/{id}/bans/{username}", Scope.MANAGE.permits(this::unban))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return account(request)
                .flatMap(account -> members.bans(room(request), MemberRoutes.after(request), PAGE_SIZE + 1, account))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> ban(ServerRequest request) {
        return account(request)
                .zipWith(request.bodyToMono(Form.class).defaultIfEmpty(new Form(null)))
                .flatMap(both -> members.ban(
                        room(request), username(request), both.getT2().reason(), both.getT1()))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> unban(ServerRequest request) {
        return account(request)
                .flatMap(account -> members.unban(room(request), username(request), account))
                .then(ServerResponse.noContent().build());
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
