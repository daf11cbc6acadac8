package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

class TransportReportTest {

    private final LoopResources loops = LoopResources.create("transport-test", 1, true);

    @AfterEach
    void dispose() {
        loops.dispose();
    }

    @Test
    void transportIsNioWithoutNativeLibraries() {
        assertThat(TransportReport.name(loops, false)).isEqualTo("NioServerSocketChannel");
    }

    @Test
    void transportIsNativeOnLinux() {
        assertThat(TransportReport.name(loops, true))
                .isEqualTo(Epoll.isAvailable() ? "EpollServerSocketChannel" : "NioServerSocketChannel");
    }
}
