package chat.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Account;
import chat.parley.account.AccountListener;
import chat.parley.account.Accounts;
import chat.parley.http.ClientAddress;
import chat.parley.support.ParleyServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SessionServiceIT {

    private static final BrowserInfo CLIENT =
            new BrowserInfo(new ClientAddress("192.0.2.1", "192.0.2.1"), "A browser", false);

    private static final ParleyServer server = ParleyServer.with()
            .property("parley.sessions.lifetime", "2s")
            .property("parley.sessions.sweep-interval", "200ms")
            .start();

    private final Accounts accounts = server.bean(Accounts.class);

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void failedListenerIsCalledAgainAtLogIn() {
        Account account = account("unlucky");
        List<Account> told = new ArrayList<>();
        SessionService service = service(created -> {
            told.add(created);
            return told.size() == 1 ? Mono.error(new IllegalStateException("an outage")) : Mono.empty();
        });

        StepVerifier.create(service.start(account, CLIENT)).verifyErrorMessage("an outage");
        assertThat(sessions(account)).isZero();
        StepVerifier.create(service.start(account, "hash", CLIENT))
                .expectNextCount(1)
                .verifyComplete();

        assertThat(told).containsExactly(account, account);
    }

    @Test
    void concurrentlyReplacedPasswordStartsNoSession() {
        Account account = account("changed");
        StepVerifier.create(accounts.replaceHash(account, "hash", "another"))
                .expectNext(true)
                .verifyComplete();

        StepVerifier.create(service(created -> Mono.empty()).start(account, "hash", CLIENT))
                .verifyComplete();

        assertThat(sessions(account)).isZero();
    }

    @Test
    void secondOfTwoConcurrentPasswordChangesFails() {
        Account account = account("double");

        StepVerifier.create(accounts.replaceHash(account, "hash", "one"))
                .expectNext(true)
                .verifyComplete();
        StepVerifier.create(accounts.replaceHash(account, "hash", "two"))
                .expectNext(false)
                .verifyComplete();
    }

    @Test
    void expiredSessionIsSwept() {
        Account account = account("absent");
        StepVerifier.create(server.bean(Sessions.class).open(account, CLIENT))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(sessions(account)).isEqualTo(1);

        Mono<Long> gone = Mono.defer(() -> count(account))
                .repeatWhen(again -> again.delayElements(Duration.ofMillis(50)))
                .filter(sessions -> sessions == 0)
                .next();
        StepVerifier.create(gone).expectNext(0L).expectComplete().verify(Duration.ofSeconds(10));
    }

    private static SessionService service(AccountListener listener) {
        return new SessionService(
                server.bean(Accounts.class),
                server.bean(Sessions.class),
                server.bean(AccessRevocation.class),
                server.bean(SessionEndBroadcast.class),
                server.bean(TransactionalOperator.class),
                List.of(listener));
    }

    private Account account(String username) {
        return Objects.requireNonNull(
                accounts.create(username, Account.Kind.MEMBER, "hash").block(Duration.ofSeconds(10)));
    }

    private static long sessions(Account account) {
        return Objects.requireNonNull(count(account).block(Duration.ofSeconds(10)));
    }

    private static Mono<Long> count(Account account) {
        return server.bean(DatabaseClient.class)
                .sql("select count(*) from session where account_id = :id")
                .bind("id", account.id())
                .mapValue(Long.class)
                .one();
    }
}
