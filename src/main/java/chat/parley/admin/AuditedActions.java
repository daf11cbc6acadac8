package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.ClientAddress;
import chat.parley.http.Refusal;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * Performs actions of administrators and records them in the audit log: the successful ones, and as failed those that
 * may have been applied nonetheless, wholly or in part. The security configuration admits only administrators to these
 * routes; this class checks again.
 */
@Component
class AuditedActions {

    private static final Logger log = LoggerFactory.getLogger(AuditedActions.class);

    private static final String FAILED = "failed";

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

    /**
     * Performs an action in one step: if it is refused, nothing has changed, and nothing is recorded.
     *
     * @param subject the account or thing that the action affects
     */
    <T> Mono<T> perform(
            ServerRequest request,
            Action action,
            @Nullable String subject,
            @Nullable String detail,
            Function<Account, Mono<T>> operation) {
        return perform(
                request,
                operation,
                (actor, failure) -> failure != null && changesNothing(failure)
                        ? Mono.empty()
                        : add(request, actor, action, subject, detail, failure));
    }

    /**
     * Performs an action in several steps, any of which may be refused after others are stored. Everything that can be
     * validated is validated before, so that a mere mistake is not recorded.
     *
     * @param subject the account or thing that the action affects
     */
    <T> Mono<T> performSteps(
            ServerRequest request,
            Action action,
            @Nullable String subject,
            @Nullable String detail,
            Function<Account, Mono<T>> operation) {
        return perform(request, operation, (actor, failure) -> add(request, actor, action, subject, detail, failure));
    }

    /** @param record stores the outcome for the audit log: the actor, and the failure or null */
    private <T> Mono<T> perform(
            ServerRequest request,
            Function<Account, Mono<T>> operation,
            BiFunction<Account, @Nullable Throwable, Mono<Void>> record) {
        return administrator(request)
                .flatMap(account -> operation
                        .apply(account)
                        .materialize()
                        .delayUntil(outcome -> record.apply(account, outcome.getThrowable()))
                        .<T>dematerialize());
    }

    /** The failure comes first, because a long detail is cut off. If it cannot be stored, the client receives it still. */
    private Mono<Void> add(
            ServerRequest request,
            Account actor,
            Action action,
            @Nullable String subject,
            @Nullable String detail,
            @Nullable Throwable failure) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        if (failure == null) {
            return audit.add(actor.username(), action, subject, detail, address);
        }
        String failed = detail == null ? FAILED : FAILED + ": " + detail;
        return audit.add(actor.username(), action, subject, failed, address).onErrorResume(unavailable -> {
            log.warn("A failed action ({}) could not be added to the audit log", action.wire(), unavailable);
            return Mono.empty();
        });
    }

    /** A temporary refusal leaves open whether the change was stored, except that of a rate limit. */
    private static boolean changesNothing(Throwable failure) {
        return failure instanceof Refusal refusal
                && (!refusal.temporary() || refusal.code() == Refusal.Code.RATE_LIMITED);
    }
}
