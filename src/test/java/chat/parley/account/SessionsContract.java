package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What the sessions' table promises on every database. */
abstract class SessionsContract {

    private static final Client CLIENT = new Client(new ClientAddress("192.0.2.1", "192.0.2.1"), "A browser", false);

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
    void aSessionIsFoundByItsTokenAndOnlyTheHashIsStored() {
        SignedIn signedIn = open();

        Session found = await(sessions.byToken(signedIn.token()));

        assertThat(found).isEqualTo(signedIn.session());
        assertThat(found.account().username()).isEqualTo(account.username());
        assertThat(found.id()).isNotEqualTo(signedIn.token().value()).matches("[0-9a-f]{64}");
    }

    @Test
    void aSessionThatIsNotUsedRunsOut() {
        SignedIn signedIn = open();

        clock.passes(Duration.ofDays(30));

        assertThat(isValid(signedIn)).isFalse();
        assertThat(live(signedIn)).isEmpty();
    }

    @Test
    void useMovesTheEndOn() {
        SignedIn signedIn = open();

        for (int day = 0; day < 80; day += 20) {
            clock.passes(Duration.ofDays(20));
            assertThat(isValid(signedIn)).isTrue();
        }
    }

    @Test
    void sessionEndsAtItsMaximumAgeHoweverMuchItIsUsed() {
        SignedIn signedIn = open();
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
    void anOpenSocketIsUse() {
        SignedIn signedIn = open();

        for (int day = 0; day < 80; day += 20) {
            clock.passes(Duration.ofDays(20));
            assertThat(live(signedIn)).containsExactly(signedIn.session().id());
        }
    }

    @Test
    void useIsWrittenDownAtMostOnceAMinute() {
        SignedIn signedIn = open();
        clock.passes(Duration.ofSeconds(59));
        await(sessions.byToken(signedIn.token()));
        assertThat(secondsSeenAgo(signedIn)).isEqualTo(59);

        clock.passes(Duration.ofSeconds(2));
        await(sessions.byToken(signedIn.token()));

        assertThat(secondsSeenAgo(signedIn)).isZero();
    }

    @Test
    void whoComesBackWithOthersIsFoundAndTheUseOfEachIsWrittenDown() {
        List<SignedIn> all = IntStream.range(0, 300).mapToObj(i -> open()).toList();
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
    void theSessionsOfADisabledAccountAreNotValid() {
        SignedIn signedIn = open();

        await(database.sql("update account set disabled_at = current_timestamp where id = :id")
                .bind("id", account.id())
                .fetch()
                .rowsUpdated());

        assertThat(isValid(signedIn)).isFalse();
        assertThat(live(signedIn)).isEmpty();
    }

    @Test
    void endingTheOthersKeepsOne() {
        SignedIn one = open();
        SignedIn two = open();
        SignedIn kept = open();

        List<String> ended = await(sessions.endOthers(kept.session()));

        assertThat(ended)
                .containsExactlyInAnyOrder(one.session().id(), two.session().id());
        assertThat(live(one, two, kept)).containsExactly(kept.session().id());
    }

    @Test
    void sweepingRemovesWhatHasRunOutAndNothingElse() {
        SignedIn old = open();
        clock.passes(Duration.ofDays(29));
        SignedIn young = open();
        clock.passes(Duration.ofDays(2));

        assertThat(await(sessions.sweep(500))).isPositive();

        assertThat(rows(old)).isZero();
        assertThat(rows(young)).isEqualTo(1);
        assertThat(isValid(young)).isTrue();
    }

    @Test
    void thousandsOfSocketsAreAskedAboutAtOnce() {
        SignedIn signedIn = open();
        List<String> ids =
                new ArrayList<>(IntStream.range(0, 5_000).mapToObj(n -> "x" + n).toList());
        ids.add(signedIn.session().id());

        assertThat(await(sessions.live(ids))).containsExactly(signedIn.session().id());
        assertThat(await(sessions.live(List.of()))).isEmpty();
    }

    private SignedIn open() {
        return await(sessions.open(account, CLIENT));
    }

    private boolean isValid(SignedIn signedIn) {
        return await(sessions.byToken(signedIn.token()).hasElement());
    }

    private Set<String> live(SignedIn... signedIn) {
        return await(sessions.live(
                Arrays.stream(signedIn).map(one -> one.session().id()).toList()));
    }

    private long rows(SignedIn signedIn) {
        return await(database.sql("select count(*) from session where token_hash = :id")
                .bind("id", signedIn.session().id())
                .mapValue(Long.class)
                .one());
    }

    private long secondsSeenAgo(SignedIn signedIn) {
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
