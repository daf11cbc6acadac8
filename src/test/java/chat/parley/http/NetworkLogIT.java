package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Clients that violate the protocols, one fault each. Repeating a fault must not write to the log. */
@ExtendWith(OutputCaptureExtension.class)
class NetworkLogIT {

    private static final int TIMES = 3;
    private static final Duration WRITE_TIMEOUT = Duration.ofMillis(50);
    private static final String HOST = "Host: a\r\n";
    private static final byte[] NOTHING = new byte[0];

    private static final ParleyServer SERVER = ParleyServer.start();
    private static final Person ANN = Person.signUp(SERVER, "ann");

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private enum End {
        /** The client closes the connection. */
        CLOSED,
        /** The client resets the connection. */
        RESET
    }

    private static final Map<String, String> REQUESTS = requests();
    private static final Map<String, byte[]> FRAMES = frames();

    private static Map<String, String> requests() {
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("nothing", "");
        faults.put("half a line", "GET /lo");
        faults.put("half a head", "GET /login HTTP/1.1\r\n" + HOST + "X: y\r\n");
        faults.put("half a body", "POST /api/session HTTP/1.1\r\n" + HOST + "Content-Length: 100\r\n\r\n{");
        faults.put("half a chunk", chunked("10\r\nabc"));
        faults.put("a bad chunk", chunked("xyz\r\nabc\r\n"));
        faults.put("two hosts", "GET /login HTTP/1.1\r\n" + HOST + HOST + "\r\n");
        faults.put("a bad header", "GET /login HTTP/1.1\r\n" + HOST + "a b: c\r\n\r\n");
        faults.put("a bad line", "x\r\n\r\n");
        faults.put("a bad path", "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n");
        faults.put("a bad URI", "GET http://[x HTTP/1.1\r\n" + HOST + "\r\n");
        faults.put("no path", "GET * HTTP/1.1\r\n" + HOST + "\r\n");
        faults.put("a tunnel", "CONNECT a:80 HTTP/1.1\r\n" + HOST + "\r\n");
        faults.put("another version", "GET /login HTTP/3.7\r\n" + HOST + "\r\n");
        faults.put("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        faults.put("bad bytes", "\u0000\u00ff\u0001 \u0000\r\n\r\n");
        faults.put("TLS", "\u0016\u0003\u0001\u0001\u0000\u0001\u0000\u0000\u00fc\u0003\u0003" + "\u0011".repeat(300));
        faults.put("a long line", "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
        faults.put("a long head", "GET / HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(20_000) + "\r\n\r\n");
        faults.put("many requests ahead", ("GET /api/openapi.json HTTP/1.1\r\n" + HOST + "\r\n").repeat(500));
        faults.put("a long answer", "GET /api/openapi.json HTTP/1.1\r\n" + HOST + "\r\n");
        faults.put("a bad cookie", "GET /login HTTP/1.1\r\n" + HOST + "Cookie: =;\u0001\u0002==;a\r\n\r\n");
        faults.put("a bad accept", "GET /login HTTP/1.1\r\n" + HOST + "Accept: ///;q=x\r\n\r\n");
        faults.put("a bad range", "GET /api/openapi.json HTTP/1.1\r\n" + HOST + "Range: bytes=9-1\r\n\r\n");
        faults.put("a socket of nobody", "GET /ws HTTP/1.1\r\n" + HOST + "\r\n");
        String upgrade = RawSocket.upgrade(ANN);
        faults.put("a socket that is given up", upgrade);
        faults.put("half a handshake", upgrade.substring(0, upgrade.length() - 30));
        faults.put("a handshake without a key", upgrade.replace("Sec-WebSocket-Key", "X"));
        faults.put("a handshake with a bad key", upgrade.replace("dGhlIHNhbXBsZSBub25jZQ==", "x"));
        faults.put("a handshake without an upgrade", upgrade.replace("Upgrade: websocket", "X: y"));
        faults.put("a handshake as a POST", upgrade.replace("GET", "POST"));
        faults.put("a handshake without a version", upgrade.replace("Sec-WebSocket-Version", "X"));
        for (String version : List.of("0", "8", "12", "14", "99", "x", "")) {
            faults.put(
                    "version " + version,
                    upgrade.replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: " + version));
        }
        return faults;
    }

    private static String chunked(String body) {
        return "POST /api/session HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static Map<String, byte[]> frames() {
        Map<String, byte[]> faults = new LinkedHashMap<>();
        byte[] bad = {(byte) 0xff, (byte) 0xfe};
        faults.put("nothing", NOTHING);
        faults.put("half a frame", Arrays.copyOf(RawSocket.text("hello"), 8));
        faults.put("half a message", RawSocket.frame(RawSocket.TEXT, false, "he".getBytes(StandardCharsets.UTF_8)));
        faults.put("bad text", RawSocket.frame(RawSocket.TEXT, true, bad));
        faults.put("bad text in parts", twice(RawSocket.TEXT, false, bad));
        faults.put("no text", RawSocket.text("{"));
        faults.put("binary", RawSocket.frame(2, true, bad));
        faults.put("a message in a message", twice(RawSocket.TEXT, false, NOTHING));
        faults.put("a continuation of nothing", RawSocket.frame(RawSocket.CONTINUATION, true, NOTHING));
        for (int opcode : new int[] {3, 7, 11, 15}) {
            faults.put("opcode " + opcode, RawSocket.frame(opcode, true, NOTHING));
        }
        for (int bit : new int[] {0x10, 0x20, 0x40}) {
            faults.put("reserved bit " + bit, RawSocket.frame(RawSocket.TEXT | bit, true, NOTHING));
        }
        faults.put("a long ping", RawSocket.frame(RawSocket.PING, true, new byte[126]));
        faults.put("half a ping", RawSocket.frame(RawSocket.PING, false, NOTHING));
        faults.put("no mask", new byte[] {(byte) 0x81, 2, 'h', 'i'});
        faults.put("a length below zero", new byte[] {(byte) 0x81, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1});
        faults.put("a long frame", new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0x7f, 0, 0, 0});
        faults.put("a wasteful length", new byte[] {(byte) 0x81, (byte) 0xfe, 0, 1, 0, 0, 0, 0, 'x'});
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535}) {
            faults.put("close " + code, RawSocket.frame(RawSocket.CLOSE, true, new byte[] {
                (byte) (code >> 8), (byte) code
            }));
        }
        faults.put("close of one byte", RawSocket.frame(RawSocket.CLOSE, true, new byte[1]));
        faults.put("close with bad text", RawSocket.frame(RawSocket.CLOSE, true, new byte[] {3, (byte) 0xe8, -1, -2}));
        faults.put("text after close", after(RawSocket.frame(RawSocket.CLOSE, true, NOTHING), RawSocket.text("x")));
        faults.put("HTTP", "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return faults;
    }

    private static byte[] twice(int opcode, boolean last, byte[] payload) {
        return after(RawSocket.frame(opcode, last, payload), RawSocket.frame(opcode, last, payload));
    }

    private static byte[] after(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void faultyRequestsDoNotFillTheLog(CapturedOutput log) {
        List<String> faults = new ArrayList<>();
        REQUESTS.forEach((fault, head) -> {
            int before = log.getAll().length();
            repeat(() -> RawSocket.connect(SERVER.url()), head.getBytes(StandardCharsets.ISO_8859_1));
            note(fault, log.getAll().substring(before), faults);
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void faultyFramesDoNotFillTheLog(CapturedOutput log) {
        List<String> faults = new ArrayList<>();
        FRAMES.forEach((fault, bytes) -> {
            int before = log.getAll().length();
            repeat(() -> RawSocket.webSocket(ANN), bytes);
            note(fault, log.getAll().substring(before), faults);
        });
        assertThat(faults).isEmpty();
    }

    private static void note(String fault, String logged, List<String> faults) {
        if (!logged.isEmpty()) {
            faults.add(fault + ": " + logged.lines().limit(3).toList());
        }
    }

    private static void repeat(Supplier<RawSocket> connect, byte[] bytes) {
        for (End end : End.values()) {
            for (int i = 0; i < TIMES; i++) {
                RawSocket socket = connect.get();
                socket.offer(bytes, WRITE_TIMEOUT);
                if (end == End.CLOSED) {
                    socket.close();
                } else {
                    socket.reset();
                }
            }
        }
        assertThat(Person.visiting(SERVER.url()).get("/login").status()).isEqualTo(200);
    }
}
