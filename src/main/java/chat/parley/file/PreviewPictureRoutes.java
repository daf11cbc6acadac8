package chat.parley.file;

import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomService;
import chat.parley.roomlog.PreviewBlob;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sends the pictures of previews to those who may read their messages. */
@Configuration(proxyBeanMethods = false)
class PreviewPictureRoutes {

    private static final String PATH = "/api/rooms/{id}/messages/{seq}/previews/{number}/picture";

    private final PreviewPictures pictures;
    private final RoomService rooms;
    private final FileService files;

    PreviewPictureRoutes(PreviewPictures pictures, RoomService rooms, FileService files) {
        this.pictures = pictures;
        this.rooms = rooms;
        this.files = files;
    }

    @Bean
    RouterFunction<ServerResponse> previewPictureRouter() {
        return RouterFunctions.route()
                .GET(PATH, Scope.FILES_READ.permits(this::picture))
                .HEAD(PATH, Scope.FILES_READ.permits(this::picture))
                .build();
    }

    private Mono<ServerResponse> picture(ServerRequest request) {
        String room = request.pathVariable("id");
        long seq = NumericParameters.seq(request);
        int number = NumericParameters.preview(request);
        return CurrentSession.of(request)
                .flatMap(session -> rooms.read(room, session.account()))
                .flatMap(readable -> pictures.find(room, seq, number))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.FILE_NOT_FOUND, "There is no such picture.")))
                .flatMap(picture -> download(picture).answer(request));
    }

    private Download download(PreviewBlob picture) {
        return new Download(files, picture.id(), picture.bytes(), picture.hash(), picture.type(), "preview", true);
    }
}
