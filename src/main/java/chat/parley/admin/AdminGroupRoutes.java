package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.group.GroupForm;
import chat.parley.group.GroupService;
import chat.parley.http.Bodies;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of groups. */
@Configuration(proxyBeanMethods = false)
class AdminGroupRoutes {

    private final GroupService groups;
    private final AuditedActions actions;

    AdminGroupRoutes(GroupService groups, AuditedActions actions) {
        this.groups = groups;
        this.actions = actions;
    }

    @Bean
    RouterFunction<ServerResponse> administeredGroupRouter() {
        return RouterFunctions.route()
                .POST("/api/admin/groups", this::create)
                .PATCH("/api/admin/groups/{name}", this::change)
                .DELETE("/api/admin/groups/{name}", this::delete)
                .PUT("/api/admin/groups/{name}/people/{username}", this::add)
                .DELETE("/api/admin/groups/{name}/people/{username}", this::remove)
                .build();
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return Bodies.read(request, GroupForm.class)
                .flatMap(form -> actions.perform(
                        request, Action.GROUP_CREATED, form.name(), null, account -> groups.create(form)))
                .flatMap(ServerResponse.status(201)::bodyValue);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return Bodies.read(request, GroupForm.class)
                .flatMap(form -> actions.perform(
                        request,
                        Action.GROUP_CHANGED,
                        name(request),
                        form.toString(),
                        account -> groups.change(name(request), form)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return actions.perform(
                        request, Action.GROUP_DELETED, name(request), null, account -> groups.delete(name(request)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> add(ServerRequest request) {
        return changePeople(request, "added: ", account -> groups.add(name(request), username(request)));
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return changePeople(request, "removed: ", account -> groups.remove(name(request), username(request)));
    }

    private Mono<ServerResponse> changePeople(
            ServerRequest request, String detail, Function<Account, Mono<Void>> operation) {
        return actions.perform(request, Action.GROUP_CHANGED, name(request), detail + username(request), operation)
                .then(ServerResponse.noContent().build());
    }

    private static String name(ServerRequest request) {
        return request.pathVariable("name");
    }

    private static String username(ServerRequest request) {
        return request.pathVariable("username");
    }
}
