package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LeakReportsTest {

    private static final int ATTEMPTS = 100;

    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    @AfterEach
    void restoreLevel() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void lostBufferIsReported(CapturedOutput log) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        for (int i = 0; i < ATTEMPTS && LeakReports.in(log.getAll()).isEmpty(); i++) {
            lose();
            System.gc();
        }
        assertThat(LeakReports.in(log.getAll()))
                .isNotEmpty()
                .allSatisfy(report -> assertThat(report).contains("was not called"));
    }

    private static void lose() {
        ByteBuf lost = UnpooledByteBufAllocator.DEFAULT.directBuffer(8);
        lost.writeByte(1);
    }

    @Test
    void buffersThatTheDriverLosesAreTolerated() {
        String log = """
                2026-11-28T03:15:46.159Z ERROR LEAK: ByteBuf.release() was not called before it's garbage-collected.
                Created at:
                	io.netty.buffer.AbstractByteBufAllocator.buffer(AbstractByteBufAllocator.java:88)
                	io.r2dbc.postgresql.codec.StringCodec.lambda$doEncode$0(StringCodec.java:96)
                2026-11-28T03:15:47.159Z ERROR LEAK: ByteBuf.release() was not called before it's garbage-collected.
                Created at:
                	chat.parley.transport.LoopFlusher.write(LoopFlusher.java:1)
                2026-11-28T03:15:48.159Z  INFO The lease of this node is being renewed again
                """;

        assertThat(LeakReports.in(log))
                .singleElement()
                .asString()
                .contains("LoopFlusher")
                .doesNotContain("renewed");
    }
}
