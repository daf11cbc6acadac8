package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.inbox.DeafChannelLayer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Open pages are notified of changed lists, whether or not the channel layer was up at the time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListMonitorIT {

    private final DeafChannelLayer layer = new DeafChannelLayer();
    private final ParleyServer server = ParleyServer.with().channelLayer(layer).start();
    private final Person root = Person.signUp(server, "root");
    private final Person ann = Person.signUp(server, "ann");

    @AfterAll
    void stop() {
        server.stop();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    @Test
    void changesDuringAnOutageAreAnnouncedAtItsEnd() throws IOException {
        try (Connection socket = ann.connect()) {
            layer.be(State.DOWN);
            root.upload("/api/admin/emoji/garden", "a", "image/png", png()).expect(200);
            root.post("/api/admin/groups", Map.of("name", "gardeners")).expect(201);
            assertThat(socket.frames("emoji_changed")).isEmpty();
            assertThat(socket.frames("groups_changed")).isEmpty();

            layer.be(State.UP);

            socket.awaitType("emoji_changed");
            socket.awaitType("groups_changed");
        }
    }
}
