package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StalledResponsesTest {

    private static final int MIB = 1024 * 1024;

    /** The minimum limit: 16 MiB. */
    private final StalledResponses stalled = new StalledResponses(0);

    private final List<EmbeddedChannel> channels = new ArrayList<>();

    @AfterEach
    void close() {
        channels.forEach(EmbeddedChannel::releaseOutbound);
        channels.forEach(EmbeddedChannel::close);
    }

    private Channel stalledWith(int mebibytes) {
        EmbeddedChannel channel = new EmbeddedChannel();
        channels.add(channel);
        channel.write(Unpooled.buffer(mebibytes * MIB).writerIndex(mebibytes * MIB));
        stalled.add(channel);
        return channel;
    }

    @Test
    void longestStalledConnectionIsClosedAboveTheLimit() {
        Channel first = stalledWith(6);
        Channel second = stalledWith(6);
        assertThat(first.isOpen()).isTrue();
        Channel third = stalledWith(6);
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(third.isOpen()).isTrue();
        assertThat(stalledWith(3).isOpen()).isTrue();
        assertThat(second.isOpen()).isTrue();
        assertThat(stalledWith(2).isOpen()).isTrue();
        assertThat(second.isOpen()).isFalse();
    }

    @Test
    void connectionThatReadsAgainDoesNotCount() {
        Channel first = stalledWith(10);
        stalled.remove(first);
        assertThat(stalledWith(10).isOpen()).isTrue();
        assertThat(first.isOpen()).isTrue();
    }

    @Test
    void longResponseClosesSeveralConnections() {
        Channel first = stalledWith(5);
        Channel second = stalledWith(5);
        Channel third = stalledWith(5);
        Channel fourth = stalledWith(10);
        assertThat(List.of(first.isOpen(), second.isOpen(), third.isOpen(), fourth.isOpen()))
                .containsExactly(false, false, true, true);
    }

    @Test
    void stalledResponseThatGrowsCountsInFull() {
        EmbeddedChannel channel = (EmbeddedChannel) stalledWith(1);
        channel.write(Unpooled.buffer(14 * MIB).writerIndex(14 * MIB));
        stalled.add(channel);
        assertThat(stalledWith(3).isOpen()).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }
}
