package chat.parley.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several connections to one database, one of which becomes silent. */
class ResponseTimeoutHandlerTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] QUERY = {'Q', 0, 0, 0, 5, 0};
    private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};

    private final Set<ResponseTimeoutHandler> all = ConcurrentHashMap.newKeySet();
    private final EmbeddedChannel silent = connection();
    private final EmbeddedChannel other = connection();

    @Test
    void silentConnectionIsClosedAfterTheLimit() {
        write(silent, QUERY);

        pass(silent, LIMIT);
        assertThat(silent.isOpen()).isTrue();
        pass(silent, LIMIT.dividedBy(10));
        assertThat(silent.isOpen()).isFalse();
    }

    @Test
    void idleConnectionWithoutLaterInputIsClosedToo() {
        write(silent, QUERY);

        fallSilent();

        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void connectionWithLaterInputIsKept() {
        write(silent, QUERY);
        write(other, QUERY);
        read(other, READY);

        fallSilent();

        assertThat(other.isOpen()).isTrue();
    }

    /** A recent query on it would otherwise wait for the whole limit again. */
    @Test
    void suspectedConnectionIsClosedSoonWithoutAnswer() {
        write(silent, QUERY);
        write(other, QUERY);
        fallSilent();
        assertThat(other.isOpen()).isTrue();

        pass(other, LIMIT.dividedBy(3));

        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void suspectedConnectionThatAnswersIsKept() {
        write(silent, QUERY);
        write(other, QUERY);
        fallSilent();
        read(other, READY);
        write(other, QUERY);

        pass(other, LIMIT);

        assertThat(other.isOpen()).isTrue();
    }

    private EmbeddedChannel connection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline().addFirst(new ResponseTimeoutHandler(LIMIT, all));
        channel.pipeline().fireChannelActive();
        read(channel, READY);
        return channel;
    }

    private void fallSilent() {
        pass(silent, LIMIT.plus(LIMIT.dividedBy(10)));
        assertThat(silent.isOpen()).isFalse();
        other.runPendingTasks();
    }

    /** Runs as many checks as fit into this time, one after the other. */
    private static void pass(EmbeddedChannel channel, Duration time) {
        Duration step = LIMIT.dividedBy(10);
        for (Duration passed = step; passed.compareTo(time) <= 0; passed = passed.plus(step)) {
            channel.advanceTimeBy(step.toNanos(), TimeUnit.NANOSECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private static void write(EmbeddedChannel channel, byte[] bytes) {
        channel.writeOutbound(Unpooled.wrappedBuffer(bytes));
        channel.<ByteBuf>readOutbound().release();
    }

    private static void read(EmbeddedChannel channel, byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
        channel.<ByteBuf>readInbound().release();
    }
}
