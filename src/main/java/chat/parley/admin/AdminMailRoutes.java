package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.http.Bodies;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.mail.MailAdministration;
import chat.parley.task.FailedTask;
import chat.parley.task.Tasks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of the mail server and of tasks that were given up, such as mails. */
@Configuration(proxyBeanMethods = false)
class AdminMailRoutes {

    private static final int PAGE_SIZE = 100;

    private final MailAdministration mail;
    private final Tasks tasks;
    private final AuditedActions actions;

    AdminMailRoutes(MailAdministration mail, Tasks tasks, AuditedActions actions) {
        this.mail = mail;
        this.tasks = tasks;
        this.actions = actions;
    }

    record Form(@Nullable String address) {

        @Override
        public String toString() {
            return "an address";
        }
    }

    /** @param next for the parameter {@code before} of the next page; null at the end */
    record Page(List<FailedTask> tasks, @Nullable Long next) {

        static Page of(List<FailedTask> tasks) {
            return new Page(
                    tasks,
                    tasks.size() < PAGE_SIZE ? null : tasks.get(PAGE_SIZE - 1).id());
        }
    }

    @Bean
    RouterFunction<ServerResponse> adminMailRouter() {
        return RouterFunctions.route()
                .GET("/api/admin/mail", this::configured)
                .POST("/api/admin/mail/test", this::test)
                .GET("/api/admin/tasks", this::failed)
                .POST("/api/admin/tasks/{id}/retry", this::retry)
                .build();
    }

    private Mono<ServerResponse> configured(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(administrator -> ServerResponse.ok().bodyValue(mail.configured()));
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        return Bodies.read(request, Form.class)
                .flatMap(form -> actions.perform(
                        request, Action.TEST_MAIL_SENT, null, null, administrator -> mail.sendTest(form.address())))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> failed(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(administrator -> tasks.failed(QueryParameters.before(request), PAGE_SIZE))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> retry(ServerRequest request) {
        return actions.administrator(request)
                .flatMap(administrator -> Mono.justOrEmpty(NumericParameters.parse(request.pathVariable("id"))))
                .flatMap(tasks::retry)
                .filter(found -> found)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.of(Refusal.Code.NOT_FOUND, "There is no such task, or it has not failed.")))
                .then(ServerResponse.noContent().build());
    }
}
