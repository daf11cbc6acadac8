package chat.parley.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class GroupReadTest {

    private static final int MAX_CONCURRENT = 2;

    private final List<Set<Integer>> requested = new CopyOnWriteArrayList<>();
    private final List<Sinks.Empty<Void>> statements = new CopyOnWriteArrayList<>();

    @Test
    void requestsDuringFullConcurrencyAreAnsweredByNextStatement() {
        GroupRead<Integer, String> reads = new GroupRead<>(100, 100, this::held);

        List<CompletableFuture<String>> answers = request(reads, 0, 10);
        assertThat(requested).hasSize(MAX_CONCURRENT).allMatch(keys -> keys.size() == 1);
        statements.get(0).tryEmitEmpty();

        assertThat(requested.get(MAX_CONCURRENT)).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(answers.get(0)).isCompletedWithValue("0");
        assertThat(answers.get(9)).isNotDone();
        statements.get(MAX_CONCURRENT).tryEmitEmpty();
        assertThat(answers.get(9)).isCompletedWithValue("9");
    }

    @Test
    void statementSizeIsBounded() {
        GroupRead<Integer, String> reads = new GroupRead<>(100, 3, this::held);

        request(reads, 0, 10);
        statements.get(0).tryEmitEmpty();

        assertThat(requested.get(MAX_CONCURRENT)).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void missingKeyIsEmpty() {
        GroupRead<Integer, String> reads = new GroupRead<>(100, 100, keys -> Mono.just(Map.of()));

        assertThat(reads.get(1).blockOptional()).isEmpty();
    }

    @Test
    void failedStatementFailsItsRequests() {
        GroupRead<Integer, String> reads = new GroupRead<>(
                100, 100, keys -> keys.contains(1) ? Mono.error(new IllegalStateException("no")) : values(keys));

        assertThatThrownBy(() -> reads.get(1).block()).isInstanceOf(IllegalStateException.class);
        assertThat(reads.get(2).block()).isEqualTo("2");
    }

    @Test
    void hangingStatementDelaysOnlyItsRequests() {
        GroupRead<Integer, String> reads =
                new GroupRead<>(100, 100, keys -> keys.contains(1) ? Mono.never() : values(keys));

        CompletableFuture<String> hangs = reads.get(1).toFuture();

        assertThat(reads.get(2).block()).isEqualTo("2");
        assertThat(hangs).isNotDone();
    }

    @Test
    void requestBeyondCapacityFailsWithTransientError() {
        GroupRead<Integer, String> reads = new GroupRead<>(2, 100, this::held);

        request(reads, 0, MAX_CONCURRENT + 2);

        assertThatThrownBy(() -> reads.get(9).block()).isInstanceOf(TransientDataAccessException.class);
    }

    @Test
    void requestsOfManyThreadsAreAnswered() throws Exception {
        GroupRead<Integer, String> reads =
                new GroupRead<>(100_000, 10, keys -> values(keys).subscribeOn(Schedulers.parallel()));

        List<CompletableFuture<String>> answers = IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(key -> reads.get(key).toFuture())
                .toList();

        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(answers.get(9_999).get()).isEqualTo("9999");
    }

    private List<CompletableFuture<String>> request(GroupRead<Integer, String> reads, int from, int to) {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        IntStream.range(from, to).forEach(key -> answers.add(reads.get(key).toFuture()));
        return answers;
    }

    private Mono<Map<Integer, String>> held(Set<Integer> keys) {
        Sinks.Empty<Void> statement = Sinks.empty();
        requested.add(keys);
        statements.add(statement);
        return statement.asMono().then(values(keys));
    }

    private static Mono<Map<Integer, String>> values(Set<Integer> keys) {
        return Mono.just(keys.stream().collect(Collectors.toMap(key -> key, String::valueOf)));
    }
}
