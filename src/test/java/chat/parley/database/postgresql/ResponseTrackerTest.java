package chat.parley.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResponseTrackerTest {

    private final ResponseTracker progress = new ResponseTracker();

    @Test
    void answerIsOutstandingUntilServerIsFirstReady() {
        send(Unpooled.copiedBuffer("\0\0\0\u0008\0\3\0\0", StandardCharsets.ISO_8859_1));
        receive(message('R', 8));
        assertThat(progress.isWaiting()).isTrue();

        assertThat(receive(message('Z', 1))).isTrue();
        assertThat(progress.isWaiting()).isFalse();
    }

    @Test
    void partialAnswerIsOutstanding() {
        connect();
        send(message('Q', 20));

        assertThat(receive(message('T', 30))).isFalse();
        assertThat(receive(message('D', 400))).isFalse();
        assertThat(progress.isWaiting()).isTrue();

        assertThat(receive(message('Z', 1))).isTrue();
        assertThat(progress.isWaiting()).isFalse();
    }

    @Test
    void messagesAreParsedByteByByteWithAnyContent() {
        connect();
        eachByte(message('Q', 3), this::send);
        ByteBuf row = Unpooled.copiedBuffer("D\0\0\0\u000eZ\0\0\0\u0005IZ\0\0\0", StandardCharsets.ISO_8859_1);
        eachByte(row, this::receive);
        assertThat(progress.isWaiting()).isTrue();

        eachByte(message('Z', 1), this::receive);
        assertThat(progress.isWaiting()).isFalse();
    }

    @Test
    void incompleteQueryIsOutstanding() {
        connect();
        send(message('P', 20));
        assertThat(progress.isWaiting()).isTrue();

        send(message('S', 0));
        receive(message('1', 0));
        assertThat(progress.isWaiting()).isTrue();

        receive(message('Z', 1));
        assertThat(progress.isWaiting()).isFalse();
    }

    @Test
    void secondQueryIsOutstandingAfterFirstAnswer() {
        connect();
        send(message('Q', 5));
        send(message('Q', 5));
        receive(message('Z', 1));
        assertThat(progress.isWaiting()).isTrue();

        receive(message('Z', 1));
        assertThat(progress.isWaiting()).isFalse();
    }

    @Test
    void noticeOutsideQueryLeavesConnectionIdle() {
        connect();

        receive(message('N', 50));

        assertThat(progress.isWaiting()).isFalse();
    }

    private void connect() {
        receive(message('Z', 1));
    }

    private void send(ByteBuf bytes) {
        progress.sent(bytes);
    }

    private boolean receive(ByteBuf bytes) {
        return progress.received(bytes);
    }

    private static void eachByte(ByteBuf bytes, Consumer<ByteBuf> use) {
        for (int i = 0; i < bytes.readableBytes(); i++) {
            use.accept(bytes.slice(i, 1));
        }
    }

    private static ByteBuf message(char type, int content) {
        return Unpooled.buffer().writeByte(type).writeInt(4 + content).writeZero(content);
    }
}
