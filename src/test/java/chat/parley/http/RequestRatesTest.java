package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RequestRatesTest {

    private static final int WITHOUT_WAIT = 200;

    private final RequestRates rates = new RequestRates(new RateLimits(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                    .bindOrCreate("parley.limits", LimitProperties.class),
            new FrozenTime()));

    @Test
    void delayGrowsWithTheUsedPartOfTheBurst() {
        for (int i = 0; i < WITHOUT_WAIT; i++) {
            assertThat(request("192.0.2.1").toFuture()).isCompleted();
        }

        StepVerifier.withVirtualTime(() -> request("192.0.2.1"))
                .expectSubscription()
                .expectNoEvent(Duration.ofNanos(4_999_999))
                .thenAwait(Duration.ofNanos(1))
                .verifyComplete();
        StepVerifier.withVirtualTime(() -> request("192.0.2.1"))
                .expectSubscription()
                .expectNoEvent(Duration.ofNanos(9_999_999))
                .thenAwait(Duration.ofNanos(1))
                .verifyComplete();
        assertThat(request("192.0.2.2").toFuture()).isCompleted();
    }

    @Test
    void refundedRequestsAreNotDelayed() {
        for (int i = 0; i < 2 * WITHOUT_WAIT; i++) {
            MockServerWebExchange exchange = exchange("192.0.2.1");
            assertThat(rates.filter(exchange, passed -> Mono.fromRunnable(() -> rates.refund(passed)))
                            .toFuture())
                    .isCompleted();
        }
    }

    private Mono<Void> request(String address) {
        return rates.filter(exchange(address), passed -> Mono.empty());
    }

    private static MockServerWebExchange exchange(String address) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.get("/login").remoteAddress(new InetSocketAddress(address, 1)));
    }

    private static final class FrozenTime implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return 0;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
