package chat.parley.admin;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Examines the installation at each request and reports what is insecure or misconfigured. Changes nothing. */
@Configuration(proxyBeanMethods = false)
class DoctorRoutes {

    private final AuditedActions actions;
    private final NetworkCheck network;
    private final StorageCheck storage;
    private final FileStoreCheck files;
    private final PushCheck push;
    private final ProcessCheck process;
    private final EgressCheck egress;

    DoctorRoutes(
            AuditedActions actions,
            NetworkCheck network,
            StorageCheck storage,
            FileStoreCheck files,
            PushCheck push,
            ProcessCheck process,
            EgressCheck egress) {
        this.actions = actions;
        this.network = network;
        this.storage = storage;
        this.files = files;
        this.push = push;
        this.process = process;
        this.egress = egress;
    }

    record Report(List<Finding> findings) {}

    @Bean
    RouterFunction<ServerResponse> doctorRouter() {
        return RouterFunctions.route().GET("/api/admin/doctor", this::examine).build();
    }

    private Mono<ServerResponse> examine(ServerRequest request) {
        ServerHttpRequest httpRequest = request.exchange().getRequest();
        return actions.administrator(request)
                .thenMany(Flux.concat(
                        Flux.fromStream(() -> network.of(httpRequest)),
                        storage.all(),
                        files.examine(),
                        push.examine(httpRequest),
                        egress.examine(),
                        process.all()))
                .collectList()
                .map(Report::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}
