package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class RedisServerIT {

    @Test
    void privateServerRestartsOnItsPortAfterStopAndKill() {
        try (RedisServer redis = RedisServer.start()) {
            int port = redis.port();
            assertThat(redis.command("PING")).isEqualTo("+PONG");

            redis.restart();
            assertThat(redis.command("PING")).isEqualTo("+PONG");

            redis.kill();
            assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);

            redis.launch();
            assertThat(redis.command("PING")).isEqualTo("+PONG");
            assertThat(redis.port()).isEqualTo(port);
        }
    }

    @Test
    void pausedServerAnswersAfterItIsResumed() {
        try (RedisServer redis = RedisServer.start()) {
            redis.pause();
            assertThatThrownBy(() -> redis.command("PING")).isInstanceOf(UncheckedIOException.class);

            redis.resume();
            assertThat(redis.command("PING")).isEqualTo("+PONG");
        }
    }
}
