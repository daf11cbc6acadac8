package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.ClientAddress;
import chat.parley.http.Refusal;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Performs actions of administrators and records each successful one in the audit log. The security configuration
 * admits only administrators to these routes; this class checks again.
 */
@Component
class AuditedActions {

    private final Audit audit;

    AuditedActions(Audit audit) {
        this.audit = audit;
    }

    Mono<Account> administrator(ServerRequest request) {
        return CurrentSession.of(request)
                .filter(session -> session.account().admin() && !session.byToken())
                .map(Session::account)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.of(Refusal.Code.FORBIDDEN, "Only administrators can do this.")));
    }

    /** @param subject the account or thing that the action affects */
    <T> Mono<T> perform(
            ServerRequest request,
            Action action,
            @Nullable String subject,
            @Nullable String detail,
            Function<Account, Mono<T>> operation) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        return administrator(request)
                .flatMap(account -> operation
                        .apply(account)
                        .materialize()
                        .delayUntil(outcome -> outcome.isOnError()
                                ? Mono.empty()
                                : audit.add(account.username(), action, subject, detail, address))
                        .<T>dematerialize());
    }
}
