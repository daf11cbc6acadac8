package chat.parley.reminder;

import chat.parley.account.Account;
import chat.parley.http.Bodies;
import chat.parley.http.Links;
import chat.parley.http.NumericParameters;
import chat.parley.roomlog.RoomRow;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/** HTTP routes for the reminders of the account. Nobody else sees them. */
@Configuration(proxyBeanMethods = false)
class ReminderRoutes {

    private static final int MAX_LINK_LENGTH = 2048;

    private final ReminderService reminders;
    private final Links links;

    ReminderRoutes(ReminderService reminders, Links links) {
        this.reminders = reminders;
        this.links = links;
    }

    record Listed(List<ReminderBody> reminders) {}

    @Bean
    RouterFunction<ServerResponse> reminderRouter() {
        return RouterFunctions.route()
                .GET("/api/reminders", Scope.READ.permits(this::list))
                .POST("/api/reminders", Scope.WRITE.permits(this::create))
                .DELETE("/api/reminders/{id}", Scope.WRITE.permits(this::cancel))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return account(request).flatMap(reminders::own).map(Listed::new).flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, NewReminder.class))
                .flatMap(both -> create(request, both.getT1(), both.getT2()));
    }

    /** The answer shows the message only to a token that may read it. */
    private Mono<ServerResponse> create(ServerRequest request, Session session, NewReminder form) {
        Account account = session.account();
        return reminders
                .create(account, form, room -> link(request, account, room.room(), form.seq()))
                .flatMap(stored -> ServerResponse.status(stored.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                        .bodyValue(
                                session.allows(Scope.READ)
                                        ? stored.reminder()
                                        : stored.reminder().withoutMessage()));
    }

    private Mono<ServerResponse> cancel(ServerRequest request) {
        return account(request)
                .flatMap(account -> reminders.cancel(account, NumericParameters.reminder(request)))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    /** Returns the permanent link of a message; null if the address of this site is not known. */
    private @Nullable String link(ServerRequest request, Account account, RoomRow room, @Nullable Long seq) {
        String handle = room.name() == null ? handle(room, account) : room.name();
        String path = "/chat/" + UriUtils.encodePathSegment(handle, StandardCharsets.UTF_8) + "/" + seq;
        String link = links.absolute(request, path);
        return link.startsWith("http") && link.length() <= MAX_LINK_LENGTH ? link : null;
    }

    /** Returns the address of a direct conversation: the other people in it. */
    private static String handle(RoomRow room, Account account) {
        List<String> people = Objects.requireNonNullElse(room.people(), List.of());
        return people.stream()
                .filter(username -> !username.equals(account.username()))
                .collect(Collectors.joining(",", "@", ""));
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
