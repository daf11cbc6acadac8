package chat.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/** The memory that idle sockets retain. */
class IdleSocketsIT {

    private static final int SOCKETS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> HANDSHAKE = List.of(
            DefaultServerWebExchange.class.getName(),
            HttpServerRequest.class.getPackageName() + ".HttpServerOperations",
            ServerHttpRequest.class.getPackageName() + ".ReactorServerHttpRequest");

    @Test
    void openSocketRetainsNothingOfHandshake() throws JMException {
        try (ParleyServer server = ParleyServer.start()) {
            Person ann = Person.signUp(server, "ann");
            String room = ann.makeRoom("square");
            long before = kept();
            List<Connection> sockets = new ArrayList<>();
            IntStream.range(0, SOCKETS).forEach(i -> sockets.add(ann.connect()));
            sockets.forEach(socket -> socket.send("type", "open", "room", room));
            sockets.forEach(socket -> socket.awaitType("opened"));
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(kept()).isLessThan(before + SOCKETS / 2));
            sockets.forEach(Connection::close);
        }
    }

    /** Returns the number of live handshake objects in the JVM. */
    private static long kept() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split(" +"))
                .filter(words -> words.length > 3 && HANDSHAKE.contains(words[3]))
                .mapToLong(words -> Long.parseLong(words[1]))
                .sum();
    }
}
