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

/** Looks at the installation anew at each request, and says what is unsafe or out of order. Changes nothing. */
@Configuration(proxyBeanMethods = false)
class DoctorRoutes {

    private final Acts acts;
    private final ReachExamination reach;
    private final StoreExamination store;
    private final ProcessExamination process;

    DoctorRoutes(Acts acts, ReachExamination reach, StoreExamination store, ProcessExamination process) {
        this.acts = acts;
        this.reach = reach;
        this.store = store;
        this.process = process;
    }

    record Report(List<Finding> findings) {}

    @Bean
    RouterFunction<ServerResponse> doctorRouter() {
        return RouterFunctions.route().GET("/api/admin/doctor", this::examine).build();
    }

    private Mono<ServerResponse> examine(ServerRequest request) {
        ServerHttpRequest asked = request.exchange().getRequest();
        return acts.administrator(request)
                .thenMany(Flux.concat(Flux.fromStream(() -> reach.of(asked)), store.all(), process.all()))
                .collectList()
                .map(Report::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}
