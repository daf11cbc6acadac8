package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.database.Backups;
import chat.parley.http.Refusal;
import chat.parley.node.Leases;
import chat.parley.node.Node;
import chat.parley.node.NodeStatus;
import chat.parley.node.Vitals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of the nodes and of database backups. */
@Configuration(proxyBeanMethods = false)
class NodeRoutes {

    private final AuditedActions actions;
    private final Leases leases;
    private final Node self;
    private final Backups backups;

    NodeRoutes(AuditedActions actions, Leases leases, Node self, Backups backups) {
        this.backups = backups;
        this.actions = actions;
        this.leases = leases;
        this.self = self;
    }

    /** @param answering whether this is the node that answers the request */
    record Body(
            String id,
            String address,
            boolean answering,
            boolean alive,
            @Nullable String version,
            @Nullable Instant startedAt,
            @Nullable Integer sockets,
            @Nullable Integer rooms,
            @Nullable Long lag,
            @Nullable Boolean channelUp,
            @Nullable Double roundTripMs) {

        static Body of(NodeStatus status, Node answering) {
            Vitals vitals = status.vitals();
            Long micros = vitals == null ? null : vitals.roundTripMicros();
            return new Body(
                    status.node().id(),
                    status.node().address(),
                    status.node().equals(answering),
                    status.alive(),
                    status.version(),
                    status.startedAt(),
                    vitals == null ? null : vitals.sockets(),
                    vitals == null ? null : vitals.rooms(),
                    vitals == null ? null : vitals.lag(),
                    vitals == null ? null : vitals.channelUp(),
                    micros == null ? null : micros / 1000.0);
        }
    }

    /** @param backups whether this server can make backups */
    record Page(List<Body> nodes, boolean backups) {}

    @Bean
    RouterFunction<ServerResponse> nodeRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/nodes", this::nodes)
                .POST("/api/admin/backups", this::backUp)
                .build();
    }

    private Mono<ServerResponse> nodes(ServerRequest request) {
        return actions.administrator(request)
                .thenMany(leases.nodes())
                .map(status -> Body.of(status, self))
                .collectList()
                .map(nodes -> new Page(nodes, backups.isSupported()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> backUp(ServerRequest request) {
        Mono<Backups.Backup> backup = backups.make()
                .switchIfEmpty(Mono.error(() -> Refusal.of(
                        Refusal.Code.NOT_FOUND,
                        "This database is not the embedded one. Back it up with its own tools.")));
        return actions.perform(request, Action.BACKUP_MADE, null, null, account -> backup)
                .flatMap(ServerResponse.status(HttpStatus.CREATED)::bodyValue);
    }
}
