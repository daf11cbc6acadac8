package chat.parley.pages;

import chat.parley.http.Refusal;
import chat.parley.room.RoomFinder;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Serves the page of a room: the same shell for every room, whose script reads the name from the URL. For a room that
 * does not exist, or is hidden from the reader, the status is 404, and the page offers to create the room. For a room
 * that the reader is banned from, the status is 403, and the page says so.
 */
@Component
class RoomPage {

    private static final String SHELL = "chat";

    private final Pages pages;
    private final RoomFinder rooms;

    RoomPage(Pages pages, RoomFinder rooms) {
        this.pages = pages;
        this.rooms = rooms;
    }

    Mono<ServerResponse> show(ServerRequest request) {
        // A direct conversation is created when somebody opens it
        if (request.pathVariable("name").startsWith("@")) {
            return pages.show(SHELL, request);
        }
        return CurrentSession.of(request)
                .map(Session::account)
                .flatMap(account -> rooms.byName(request.pathVariable("name"), account))
                .flatMap(room -> pages.show(SHELL, request))
                .onErrorResume(
                        refused(Refusal.Code.ROOM_NOT_FOUND),
                        unknown -> pages.show(SHELL, HttpStatus.NOT_FOUND, request))
                .onErrorResume(
                        refused(Refusal.Code.BANNED), banned -> pages.show(SHELL, HttpStatus.FORBIDDEN, request));
    }

    private static Predicate<Throwable> refused(Refusal.Code code) {
        return error -> error instanceof Refusal refusal && refusal.code() == code;
    }
}
