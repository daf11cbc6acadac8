package chat.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    private final List<String> frames = new ArrayList<>();
    private final Tally tally = new Tally();
    private final FrameReader reader = new FrameReader();

    private static ByteBuf frames(List<String> texts) {
        ByteBuf bytes = Unpooled.buffer();
        for (String text : texts) {
            bytes.writeByte(0x81);
            if (text.length() < 126) {
                bytes.writeByte(text.length());
            } else if (text.length() < 65536) {
                bytes.writeByte(126).writeShort(text.length());
            } else {
                bytes.writeByte(127).writeLong(text.length());
            }
            bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes;
    }

    @Test
    void framesComeOutHoweverTheyAreCut() {
        List<String> texts = List.of("", "short", "m".repeat(300), "l".repeat(70_000), "last");
        for (int cut : new int[] {1, 2, 3, 100, 60_000, 1_000_000}) {
            frames.clear();
            ByteBuf bytes = frames(texts);
            while (bytes.isReadable()) {
                reader.read(
                        bytes.readSlice(Math.min(cut, bytes.readableBytes())),
                        tally,
                        (opcode, all, from, to) ->
                                frames.add(new String(all, from, to - from, StandardCharsets.US_ASCII)));
            }
            assertThat(frames).as("cut into %d", cut).isEqualTo(texts);
        }
    }

    @Test
    void whatAPostWritesIsReadBack() {
        Marker marker = new Marker(7, 42, 123_456, 987_654_321);
        byte[] frame = PostForm.of("{\"type\":\"post\",\"nonce\":\"" + PostForm.NUMBER + "\",\"text\":\""
                        + PostForm.text(128) + "\"}")
                .filled(marker);
        int at = Marker.find(frame, 0, frame.length);
        assertThat(Marker.run(frame, at)).isEqualTo(7);
        assertThat(Marker.number(frame, at)).isEqualTo(123_456);
        assertThat(Marker.micros(frame, at)).isEqualTo(987_654_321);
        assertThat(new String(frame, StandardCharsets.US_ASCII)).contains("\"nonce\":\"00700123456\"");
    }
}
