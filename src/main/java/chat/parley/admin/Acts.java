package chat.parley.admin;

import chat.parley.account.Account;
import chat.parley.account.CurrentSession;
import chat.parley.account.Session;
import chat.parley.audit.Action;
import chat.parley.audit.Audit;
import chat.parley.http.ClientAddress;
import chat.parley.http.Refusal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** What administrators do: done, then noted in the audit. Security lets nobody else come here; this asks once more. */
@Component
class Acts {

    private final Audit audit;

    Acts(Audit audit) {
        this.audit = audit;
    }

    Mono<Account> administrator(ServerRequest request) {
        return CurrentSession.of(request)
                .filter(session -> session.account().admin() && !session.byToken())
                .map(Session::account)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.of(Refusal.Code.FORBIDDEN, "Only administrators may do this.")));
    }

    /** @param subject whom or what it is done to */
    <T> Mono<T> perform(
            ServerRequest request,
            Action action,
            @Nullable String subject,
            @Nullable String detail,
            Function<Account, Mono<T>> act) {
        String address = ClientAddress.of(request.exchange().getRequest()).text();
        return administrator(request)
                .flatMap(account -> act.apply(account)
                        .materialize()
                        .delayUntil(outcome -> outcome.isOnError()
                                ? Mono.empty()
                                : audit.add(account.username(), action, subject, detail, address))
                        .<T>dematerialize());
    }
}
