package chat.parley.webhook;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.Bodies;
import chat.parley.http.ClientAddress;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple2;

/** The HTTP routes of a room's slash commands. */
@Configuration(proxyBeanMethods = false)
class CommandRoutes {

    private static final String COMMANDS = "/api/rooms/{id}/commands";
    private static final String COMMAND = COMMANDS + "/{command}";

    private final CommandService commands;
    private final CommandRuns runs;
    private final Audit audit;

    CommandRoutes(CommandService commands, CommandRuns runs, Audit audit) {
        this.commands = commands;
        this.runs = runs;
        this.audit = audit;
    }

    @Bean
    RouterFunction<ServerResponse> commandRouter() {
        return RouterFunctions.route()
                .GET(COMMANDS, Scope.READ.permits(this::list))
                .POST(COMMANDS, Scope.MANAGE.permits(this::create))
                .PATCH(COMMAND, Scope.MANAGE.permits(this::change))
                .DELETE(COMMAND, Scope.MANAGE.permits(this::delete))
                .POST(COMMAND + "/run", Scope.WRITE.permits(this::run))
                .POST(COMMAND + "/test", Scope.MANAGE.permits(this::test))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        String room = request.pathVariable("id");
        return CurrentSession.of(request)
                .flatMap(session -> commands.list(room, session.account())
                        .zipWith(commands.isOwner(room, session.account()))
                        .map(found -> CommandBody.All.of(found.getT1(), found.getT2() && session.allows(Scope.MANAGE))))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> create(ServerRequest request) {
        return form(request)
                .flatMap(both -> commands.create(request.pathVariable("id"), both.getT2(), both.getT1())
                        .delayUntil(command -> audit(request, both.getT1(), Action.COMMAND_CREATED, command)))
                .flatMap(created -> ServerResponse.status(201).bodyValue(CommandBody.created(created)));
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        return form(request)
                .flatMap(both -> find(request, both.getT1())
                        .flatMap(command -> commands.change(command, both.getT2(), both.getT1()))
                        .delayUntil(command -> audit(request, both.getT1(), Action.COMMAND_CHANGED, command)))
                .flatMap(changed -> ServerResponse.ok().bodyValue(CommandBody.of(changed)));
    }

    /** Returns the caller and the body. The answers of the program at a URL are posted, so choosing it needs write. */
    private static Mono<Tuple2<Account, CommandForm>> form(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, CommandForm.class))
                .doOnNext(both -> {
                    if (both.getT2().url() != null) {
                        both.getT1().mustAllow(Scope.WRITE);
                    }
                })
                .map(both -> both.mapT1(Session::account));
    }

    private Mono<ServerResponse> delete(ServerRequest request) {
        return account(request)
                .flatMap(account -> find(request, account)
                        .delayUntil(commands::delete)
                        .flatMap(command -> audit(request, account, Action.COMMAND_DELETED, command)))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> run(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, RunForm.class))
                .flatMap(both -> runs.run(both.getT2().run(request, both.getT1(), false)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, RunForm.class))
                .delayUntil(both -> find(request, both.getT1()))
                .flatMap(both -> runs.run(both.getT2().run(request, both.getT1(), true)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /**
     * @param nonce identifies the run when it is repeated
     * @param text what follows the name of the command
     */
    record RunForm(@Nullable String nonce, @Nullable String text) {

        CommandRuns.Run run(ServerRequest request, Account account, boolean test) {
            return new CommandRuns.Run(
                    request.pathVariable("id"), request.pathVariable("command"), nonce, text, test, account);
        }
    }

    private Mono<Command> find(ServerRequest request, Account account) {
        return commands.find(request.pathVariable("id"), request.pathVariable("command"), account);
    }

    private Mono<Void> audit(ServerRequest request, Account account, Action action, Command command) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        return audit.add(account.username(), action, command.room(), "/" + command.name(), address);
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}
