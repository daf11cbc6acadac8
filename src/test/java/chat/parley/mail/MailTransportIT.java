package chat.parley.mail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.ParleyServer;
import chat.parley.task.PermanentFailureException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How failures of the mail server are understood. */
class MailTransportIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String RECIPIENT = "ada@example.org";

    private static ParleyServer.Setup sendingTo(int port) {
        return ParleyServer.with()
                .property("spring.mail.host", "127.0.0.1")
                .property("spring.mail.port", String.valueOf(port))
                .property("spring.mail.properties.mail.smtp.timeout", "1000")
                .property("parley.public-url", "https://chat.example.org");
    }

    private static void send(ParleyServer server) {
        Letter letter = Letter.of("Subject\r\nBcc: eve@example.org", List.of("Text"), null, "Footer");
        server.bean(MailTransport.class)
                .send(new OutgoingMail("id", MailAddress.required(RECIPIENT), letter, null))
                .block(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 <ada@example.org>: no such user", "553 bad"})
    void refusedRecipientIsGivenUp(String reply) throws IOException {
        try (AnsweringServer mails = new AnsweringServer(reply);
                ParleyServer server = sendingTo(mails.port()).start()) {
            assertThatThrownBy(() -> send(server))
                    .isInstanceOf(PermanentFailureException.class)
                    .hasMessageContaining(reply.substring(0, 3))
                    .hasMessageNotContaining(RECIPIENT);
        }
    }

    @Test
    void busyServerIsTriedAgain() throws IOException {
        try (AnsweringServer mails = new AnsweringServer("451 4.3.0 try again later");
                ParleyServer server = sendingTo(mails.port()).start()) {
            assertThatThrownBy(() -> send(server))
                    .isInstanceOf(MailFailureException.class)
                    .hasMessageContaining("451");
        }
    }

    @Test
    void absentServerIsTriedAgain() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ParleyServer server = sendingTo(port).start()) {
            assertThatThrownBy(() -> send(server)).isInstanceOf(MailFailureException.class);
        }
    }

    @Test
    void silentServerIsTriedAgain() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ParleyServer server = sendingTo(silent.getLocalPort()).start()) {
            assertThatThrownBy(() -> send(server)).isInstanceOf(MailFailureException.class);
        }
    }

    @Test
    void mailServerNeedsThePublicAddress() {
        assertThatThrownBy(() -> ParleyServer.with()
                        .property("spring.mail.host", "127.0.0.1")
                        .start())
                .rootCause()
                .hasMessageContaining("parley.public-url");
    }

    /** Speaks SMTP, and answers {@code RCPT} with a given reply. */
    private static final class AnsweringServer implements AutoCloseable {

        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final String reply;

        AnsweringServer(String reply) throws IOException {
            this.reply = reply;
            Thread thread = new Thread(this::serve, "smtp");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    answer(client);
                } catch (IOException gone) {
                    // The client or the test has ended
                }
            }
        }

        private void answer(Socket client) throws IOException {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII);
            out.print("220 here\r\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.print((line.startsWith("RCPT") ? reply : "250 ok") + "\r\n");
                out.flush();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
