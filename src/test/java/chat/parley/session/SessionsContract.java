package chat.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.account.MovableClock;
import chat.parley.http.ClientAddress;
import chat.parley.support.ParleyServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The contract of sessions on every database. */
abstract class SessionsContract {

    private static final BrowserInfo CLIENT =
            new BrowserInfo(new ClientAddress("192.0.2.1", "192.0.2.1"), "A browser", false);

    private final MovableClock clock = new MovableClock();
    private final DatabaseClient database = server().bean(DatabaseClient.class);
    private final Sessions sessions = new Sessions(
            database,
            new SessionProperties(Duration.ofDays(30), Duration.ofDays(90), Duration.ofMinutes(10)),
            server().bean(Tokens.class),
            server().bean(SecureRandom.class),
            clock);
    private final Account account = await(server().bean(Accounts.class)
            .create("u" + UUID.randomUUID().toString().substring(0, 20), Account.Kind.MEMBER, "hash"));

    abstract ParleyServer server();

    @Test
    void sessionIsFoundByItsTokenAndOnlyTheHashIsStored() {
        NewSession signedIn = open();

        Session found = await(sessions.byToken(signedIn.token()));

        assertThat(found).isEqualTo(signedIn.session());
        assertThat(found.account().username()).isEqualTo(account.username());
        assertThat(found.id()).isNotEqualTo(signedIn.token().value()).matches("[0-9a-f]{64}");
    }

    @Test
    void unusedSessionExpires() {
        NewSession signedIn = open();

        clock.passes(Duration.ofDays(30));

        assertThat(isValid(signedIn)).isFalse();
        assertThat(live(signedIn)).isEmpty();
    }

    @Test
    void useExtendsTheSession() {
        NewSession signedIn = open();

        for (int day = 0; day < 80; day += 20) {
            clock.passes(Duration.ofDays(20));
            assertThat(isValid(signedIn)).isTrue();
        }
    }

    @Test
    void sessionExpiresAtItsMaximumAgeDespiteUse() {
        NewSession signedIn = open();
        for (int day = 0; day < 80; day += 20) {
            clock.passes(Duration.ofDays(20));
            assertThat(isValid(signedIn)).isTrue();
        }

        clock.passes(Duration.ofDays(10));

        assertThat(isValid(signedIn)).isFalse();
        assertThat(live(signedIn)).isEmpty();
        assertThat(await(sessions.sweep(1_000))).isPositive();
    }

    @Test
    void openSocketExtendsTheSession() {
        NewSession signedIn = open();

        for (int day = 0; day < 80; day += 20) {
            clock.passes(Duration.ofDays(20));
            assertThat(live(signedIn)).containsExactly(signedIn.session().id());
        }
    }

    @Test
    void useIsStoredAtMostOnceAMinute() {
        NewSession signedIn = open();
        clock.passes(Duration.ofSeconds(59));
        await(sessions.byToken(signedIn.token()));
        assertThat(secondsSeenAgo(signedIn)).isEqualTo(59);

        clock.passes(Duration.ofSeconds(2));
        await(sessions.byToken(signedIn.token()));

        assertThat(secondsSeenAgo(signedIn)).isZero();
    }

    @Test
    void concurrentLookUpsFindTheirSessionsAndStoreEachUse() {
        List<NewSession> all = IntStream.range(0, 300).mapToObj(i -> open()).toList();
        clock.passes(Duration.ofHours(8));

        List<Session> found = await(Flux.fromIterable(all)
                .flatMapSequential(one -> sessions.byToken(one.token()), all.size())
                .collectList());

        assertThat(found)
                .extracting(Session::id)
                .isEqualTo(all.stream().map(one -> one.session().id()).toList());
        assertThat(all).allMatch(one -> secondsSeenAgo(one) == 0);
    }

    @Test
    void sessionsOfDisabledAccountAreInvalid() {
        NewSession signedIn = open();

        await(database.sql("update account set disabled_at = current_timestamp where id = :id")
                .bind("id", account.id())
                .fetch()
                .rowsUpdated());

        assertThat(isValid(signedIn)).isFalse();
        assertThat(live(signedIn)).isEmpty();
    }

    @Test
    void endingOtherSessionsKeepsOne() {
        NewSession one = open();
        NewSession two = open();
        NewSession kept = open();

        List<String> ended = await(sessions.endOthers(kept.session()));

        assertThat(ended)
                .containsExactlyInAnyOrder(one.session().id(), two.session().id());
        assertThat(live(one, two, kept)).containsExactly(kept.session().id());
    }

    @Test
    void sweepDeletesOnlyExpiredSessions() {
        NewSession old = open();
        clock.passes(Duration.ofDays(29));
        NewSession young = open();
        clock.passes(Duration.ofDays(2));

        assertThat(await(sessions.sweep(500))).isPositive();

        assertThat(rows(old)).isZero();
        assertThat(rows(young)).isEqualTo(1);
        assertThat(isValid(young)).isTrue();
    }

    @Test
    void thousandsOfSessionsAreCheckedTogether() {
        NewSession signedIn = open();
        List<String> ids =
                new ArrayList<>(IntStream.range(0, 5_000).mapToObj(n -> "x" + n).toList());
        ids.add(signedIn.session().id());

        assertThat(await(sessions.live(ids))).containsExactly(signedIn.session().id());
        assertThat(await(sessions.live(List.of()))).isEmpty();
    }

    private NewSession open() {
        return await(sessions.open(account, CLIENT));
    }

    private boolean isValid(NewSession signedIn) {
        return await(sessions.byToken(signedIn.token()).hasElement());
    }

    private Set<String> live(NewSession... signedIn) {
        return await(sessions.live(
                Arrays.stream(signedIn).map(one -> one.session().id()).toList()));
    }

    private long rows(NewSession signedIn) {
        return await(database.sql("select count(*) from session where token_hash = :id")
                .bind("id", signedIn.session().id())
                .mapValue(Long.class)
                .one());
    }

    private long secondsSeenAgo(NewSession signedIn) {
        return await(database.sql("select last_seen_at from session where token_hash = :id")
                .bind("id", signedIn.session().id())
                .map(row -> Duration.between(Accounts.required(row, "last_seen_at", Instant.class), clock.instant())
                        .toSeconds())
                .one());
    }

    private static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(10)));
    }
}
