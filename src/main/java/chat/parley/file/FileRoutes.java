package chat.parley.file;

import chat.parley.account.Account;
import chat.parley.http.Bodies;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.roomlog.state.FileState;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Uploads and downloads over HTTP. */
@Configuration(proxyBeanMethods = false)
class FileRoutes {

    private static final int PAGE = 50;
    private static final int MAX_TYPE_LENGTH = 100;

    private final FileService files;
    private final DescriptionService descriptions;

    FileRoutes(FileService files, DescriptionService descriptions) {
        this.files = files;
        this.descriptions = descriptions;
    }

    /** @param alt null or blank for none */
    record Description(@Nullable String alt) {}

    /** A posted file and the number of its message. */
    record Listed(FileState file, @Nullable Long seq) {}

    record Listing(List<Listed> files) {}

    @Bean
    RouterFunction<ServerResponse> fileRouter() {
        return RouterFunctions.route()
                .PUT("/api/rooms/{id}/files/{nonce}", Scope.FILES_WRITE.permits(this::upload))
                .GET("/api/rooms/{id}/files", Scope.FILES_READ.permits(this::list))
                .PUT("/api/files/{id}/preview", Scope.FILES_WRITE.permits(this::addPreview))
                .GET("/api/files/{id}/preview", Scope.FILES_READ.permits(this::preview))
                .HEAD("/api/files/{id}/preview", Scope.FILES_READ.permits(this::preview))
                .GET("/api/files/{id}", Scope.FILES_READ.permits(this::download))
                .HEAD("/api/files/{id}", Scope.FILES_READ.permits(this::download))
                .PATCH("/api/files/{id}", Scope.WRITE.permits(this::describe))
                .build();
    }

    private Mono<ServerResponse> upload(ServerRequest request) {
        return account(request)
                .flatMap(account -> files.upload(account, upload(request, RawBody.of(request))))
                .map(StoredFile::state)
                .flatMap(ServerResponse.status(HttpStatus.CREATED)::bodyValue);
    }

    private static FileService.Upload upload(ServerRequest request, RawBody body) {
        return new FileService.Upload(
                request.pathVariable("id"),
                request.pathVariable("nonce"),
                FileName.of(request.headers().firstHeader(HttpHeaders.CONTENT_DISPOSITION)),
                body.length(),
                type(request),
                request.queryParam("as").filter("file"::equals).isPresent(),
                body.bytes());
    }

    private Mono<ServerResponse> addPreview(ServerRequest request) {
        return account(request)
                .flatMap(account -> preview(account, request.pathVariable("id"), RawBody.of(request)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> preview(Account account, String id, RawBody body) {
        return files.preview(account, id, body.length(), body.bytes());
    }

    private Mono<ServerResponse> describe(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, Description.class))
                .flatMap(both -> descriptions.describe(
                        both.getT1(), request.pathVariable("id"), both.getT2().alt()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        long before = NumericParameters.query(request, "before", 1).orElse(Long.MAX_VALUE);
        return account(request)
                .flatMap(account -> files.list(account, request.pathVariable("id"), before, PAGE))
                .map(found -> new Listing(found.stream()
                        .map(file -> new Listed(file.state(), file.seq()))
                        .toList()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> download(ServerRequest request) {
        return account(request)
                .flatMap(account -> files.read(account, request.pathVariable("id")))
                .flatMap(file -> new Download(
                                files,
                                file.blob(),
                                file.state().bytes(),
                                file.hash(),
                                file.state().type(),
                                file.state().name(),
                                FileSignature.isShown(file.state().type())
                                        && request.queryParam("download").isEmpty())
                        .answer(request));
    }

    private Mono<ServerResponse> preview(ServerRequest request) {
        return account(request)
                .flatMap(account -> files.read(account, request.pathVariable("id")))
                .flatMap(file -> preview(request, file));
    }

    private Mono<ServerResponse> preview(ServerRequest request, StoredFile file) {
        String blob = file.preview();
        String type = file.previewType();
        if (blob == null || type == null) {
            return Mono.error(Refusal.of(Code.FILE_NOT_FOUND, "This file has no preview."));
        }
        return files.size(blob)
                .map(bytes -> new Download(
                        files, blob, bytes, blob, type, file.state().name(), true))
                .flatMap(download -> download.answer(request));
    }

    /** Returns the media type without parameters; null if it is missing or malformed. */
    private static @Nullable String type(ServerRequest request) {
        try {
            return request.headers()
                    .contentType()
                    .filter(MediaType::isConcrete)
                    .map(type -> (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT))
                    .filter(type -> type.length() <= MAX_TYPE_LENGTH)
                    .orElse(null);
        } catch (InvalidMediaTypeException malformed) {
            return null;
        }
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
