package chat.parley.room;

import chat.parley.account.Account;
import chat.parley.http.Bodies;
import chat.parley.http.Refusal;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.net.URI;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of rooms: list, create, show, edit, archive, read marks, preferences. */
@Configuration(proxyBeanMethods = false)
class RoomRoutes {

    private static final int PAGE_SIZE = 100;

    private final RoomService rooms;
    private final RoomFinder finder;
    private final PreferenceService preferences;
    private final ReadReceipts receipts;
    private final RoomAnswers answers;

    RoomRoutes(
            RoomService rooms,
            RoomFinder finder,
            PreferenceService preferences,
            ReadReceipts receipts,
            RoomAnswers answers) {
        this.rooms = rooms;
        this.finder = finder;
        this.preferences = preferences;
        this.receipts = receipts;
        this.answers = answers;
    }

    /** @param back whether the mark may move back, so that later messages become unread */
    record Mark(@Nullable Long seq, @Nullable Boolean back) {}

    /** Precedes all other routes, because a room may have the name of a path segment of one of them. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    RouterFunction<ServerResponse> roomByNameRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms/by-name/{name}", Scope.READ.permits(request -> find(request, "name", finder::byName)))
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> roomRouter() {
        return RouterFunctions.route()
                .GET("/api/rooms", Scope.READ.permits(this::list))
                .POST("/api/rooms", Scope.MANAGE.permits(this::create))
                .GET("/api/rooms/{id}", Scope.READ.permits(request -> find(request, "id", rooms::read)))
                .PATCH("/api/rooms/{id}", Scope.MANAGE.permits(this::edit))
                .DELETE("/api/rooms/{id}", Scope.MANAGE.permits(this::archive))
                .PUT("/api/rooms/{id}/read", Scope.READ.permits(this::mark))
                .PUT("/api/rooms/{id}/preferences", Scope.MANAGE.permits(this::putPreferences))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return account(request).flatMap(account -> page(request, account)).flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<RoomBody.Page> page(ServerRequest request, Account account) {
        if (request.queryParam("kind").filter("direct"::equals).isPresent()) {
            return rooms.direct(account, OwnRooms.MAX_ROOMS)
                    .flatMap(memberships -> answers.page(memberships, OwnRooms.MAX_ROOMS));
        }
        RoomQuery query = query(request);
        return rooms.list(query, account, PAGE_SIZE + 1)
                .flatMap(memberships -> query.scope() == RoomQuery.Scope.PUBLIC
                        ? answers.pageWithSizes(memberships, PAGE_SIZE)
                        : answers.page(memberships, PAGE_SIZE));
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, RoomForm.class))
                .flatMap(both -> rooms.create(both.getT2(), both.getT1()))
                .flatMap(answers::one)
                .flatMap(room -> ServerResponse.created(address(request, room)).bodyValue(room));
    }

    private Mono<ServerResponse> find(
            ServerRequest request, String key, BiFunction<String, Account, Mono<Membership>> find) {
        return account(request)
                .flatMap(account -> find.apply(request.pathVariable(key), account))
                .flatMap(answers::one)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> edit(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, RoomForm.class))
                .flatMap(both -> rooms.edit(request.pathVariable("id"), both.getT2(), both.getT1()))
                .flatMap(answers::one)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> archive(ServerRequest request) {
        return account(request)
                .flatMap(account -> rooms.archive(request.pathVariable("id"), account))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> putPreferences(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, PreferenceService.Preferences.class))
                .flatMap(both -> preferences.put(request.pathVariable("id"), both.getT2(), both.getT1()))
                .flatMap(answers::one)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> mark(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, Mark.class))
                .flatMap(both -> mark(request.pathVariable("id"), both.getT1(), both.getT2()))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> mark(String room, Account account, Mark mark) {
        return receipts.read(room, account, seq(mark), Boolean.TRUE.equals(mark.back()));
    }

    private static long seq(Mark mark) {
        if (mark.seq() == null) {
            throw Refusal.field("seq", "required", "The number of the last read message is missing.");
        }
        return mark.seq();
    }

    private static RoomQuery query(ServerRequest request) {
        return new RoomQuery(
                request.queryParam("query").orElse(""),
                request.queryParam("scope").filter("public"::equals).isPresent()
                        ? RoomQuery.Scope.PUBLIC
                        : RoomQuery.Scope.ALL,
                request.queryParam("after").orElse(""));
    }

    static URI address(ServerRequest request, RoomBody room) {
        return URI.create(request.requestPath().contextPath().value() + "/api/rooms/" + room.id());
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
