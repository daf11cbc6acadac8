package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.file.FileVerification;
import chat.parley.http.Bodies;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of shared files. */
@Configuration(proxyBeanMethods = false)
class AdminFileRoutes {

    private final FileVerification verification;
    private final AuditedActions actions;

    AdminFileRoutes(FileVerification verification, AuditedActions actions) {
        this.verification = verification;
        this.actions = actions;
    }

    /**
     * @param after where the answer before ended; null to begin
     * @param hashes whether to read all bytes; true by default
     */
    record Form(@Nullable String after, @Nullable Boolean hashes) {}

    @Bean
    RouterFunction<ServerResponse> adminFileRouter() {
        return RouterFunctions.route()
                .POST("/api/admin/files/verify", this::verify)
                .build();
    }

    private Mono<ServerResponse> verify(ServerRequest request) {
        return Bodies.read(request, Form.class)
                .flatMap(form -> verify(request, form))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** The audit names a verification once, however many requests it takes. */
    private Mono<FileVerification.Report> verify(ServerRequest request, Form form) {
        boolean hashes = Objects.requireNonNullElse(form.hashes(), true);
        return form.after() == null
                ? actions.perform(
                        request,
                        Action.FILES_VERIFIED,
                        null,
                        hashes ? "with all bytes" : "without bytes",
                        administrator -> verification.verify(null, hashes))
                : actions.administrator(request).flatMap(administrator -> verification.verify(form.after(), hashes));
    }
}
