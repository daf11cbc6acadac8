package chat.parley.pages;

import chat.parley.account.CurrentSession;
import chat.parley.account.Session;
import chat.parley.http.Refusal;
import chat.parley.room.RoomFinder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A room's page: the same shell for every room, whose script reads the name from the address. For a room that does not
 * exist, or that the reader may not know of, it comes as a 404, and offers to create it.
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
        // A direct conversation begins when somebody goes there
        if (request.pathVariable("name").startsWith("@")) {
            return pages.show(SHELL, request);
        }
        return CurrentSession.of(request)
                .map(Session::account)
                .flatMap(account -> rooms.byName(request.pathVariable("name"), account))
                .flatMap(room -> pages.show(SHELL, request))
                .onErrorResume(RoomPage::isUnknown, unknown -> pages.show(SHELL, HttpStatus.NOT_FOUND, request));
    }

    private static boolean isUnknown(Throwable error) {
        return error instanceof Refusal refusal && refusal.code() == Refusal.Code.ROOM_NOT_FOUND;
    }
}
